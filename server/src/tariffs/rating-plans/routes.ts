import { changeRoute, createRoute, type Route, readRoute } from '../../platform/http/route.js';
import { IdParams } from '../../platform/http/schemas.js';
import {
  NewRatingPlan,
  PlanCoverage,
  RatingPlan,
  RatingPlanCopy,
  RatingPlanEdit,
  RatingPlanPage,
  RatingPlanQuery,
} from './schema.js';
import * as plans from './service.js';

const tag = 'Rating plans';

export const ratingPlanRoutes: readonly Route[] = [
  readRoute({
    path: '/rating-plans',
    tag,
    summary: 'List rating plans',
    access: 'read',
    query: RatingPlanQuery,
    answer: RatingPlanPage,
    handle: (call, { query }) => plans.listRatingPlans(call, query),
  }),
  createRoute({
    path: '/rating-plans',
    tag,
    summary: 'Create a rating plan',
    description:
      'Answers with the gaps that its timings leave in the week; it is kept all the same.',
    access: 'edit-rates',
    body: NewRatingPlan,
    answer: RatingPlan,
    handle: (call, { body }) => plans.createRatingPlan(call, body),
  }),
  readRoute({
    path: '/rating-plans/:id',
    tag,
    summary: 'Show a rating plan',
    access: 'read',
    params: IdParams,
    answer: RatingPlan,
    handle: (call, { params }) => plans.getRatingPlan(call, params.id),
  }),
  changeRoute({
    method: 'PATCH',
    path: '/rating-plans/:id',
    tag,
    summary: 'Edit, archive or activate a rating plan',
    description:
      'An assigned plan stays without gaps; one by which calls were rated keeps its entries.',
    access: 'edit-rates',
    params: IdParams,
    body: RatingPlanEdit,
    answer: RatingPlan,
    handle: (call, { params, body }) => plans.editRatingPlan(call, params.id, body),
  }),
  createRoute({
    path: '/rating-plans/:id/copies',
    tag,
    summary: 'Copy a rating plan',
    description: 'Of the same owner, with the same entries, assigned to nobody.',
    access: 'edit-rates',
    params: IdParams,
    body: RatingPlanCopy,
    answer: RatingPlan,
    handle: (call, { params, body }) => plans.copyRatingPlan(call, params.id, body),
  }),
  readRoute({
    path: '/rating-plans/:id/coverage',
    tag,
    summary: 'Show what a rating plan covers',
    description: 'The week as data: which entries are in force when, and when none is.',
    access: 'read',
    params: IdParams,
    answer: PlanCoverage,
    handle: (call, { params }) => plans.getCoverage(call, params.id),
  }),
  changeRoute({
    method: 'DELETE',
    path: '/rating-plans/:id',
    tag,
    summary: 'Delete a rating plan',
    description: 'Refused while it is assigned.',
    access: 'edit-rates',
    params: IdParams,
    handle: (call, { params }) => plans.deleteRatingPlan(call, params.id),
  }),
];
