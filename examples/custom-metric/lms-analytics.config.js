import { countDistinct, defineMetric, defineReport, measured, ratio, sum } from '@lms-analytics/core';

const activity = { at: 'occurred_at' };
const video = { ...activity, where: [{ column: 'kind', is: 'video' }] };

const videoViews = defineMetric({
  id: 'video_views',
  title: 'Video views',
  unit: 'count',
  description: 'Videos that learners watched in the period.',
  formula: measured(sum('activities', 'count', video)),
});

const videoReach = defineMetric({
  id: 'video_reach',
  title: 'Video reach',
  unit: 'ratio',
  description: 'Of the learners active in the period, the share that watched a video.',
  formula: ratio(countDistinct('activities', 'user_id', video), countDistinct('activities', 'user_id', activity)),
});

const videos = defineReport({
  id: 'videos',
  title: 'Videos',
  description: 'A row a course: how many videos were watched, and by how many of those who were active.',
  by: ['course'],
  metrics: ['video_views', 'video_reach', 'active_learners'],
});

export default {
  metrics: [videoViews, videoReach],
  reports: [videos],
  store: 'duckdb:./.lms-analytics/videos.duckdb',
};
