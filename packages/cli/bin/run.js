#!/usr/bin/env node
import { execute } from '@oclif/core/execute';
import { settings } from '@oclif/core/settings';

settings.enableAutoTranspile = false; // else NODE_ENV=test or development would look for the sources
await execute({ dir: import.meta.url });
