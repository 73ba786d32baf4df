import type { WriteCall } from '../../platform/access/call.js';
import { changeRoute, createRoute, type Route, readRoute } from '../../platform/http/route.js';
import { IdParams } from '../../platform/http/schemas.js';
import {
  NewTimeProfile,
  TimeProfile,
  TimeProfileEdit,
  TimeProfilePage,
  TimeProfileQuery,
} from './schema.js';
import * as timeProfiles from './service.js';

const tag = 'Time profiles';
const write = { permission: 'edit-rates', operatorOnly: true } as const;

/** Whoever covers a week by profiles, in the transaction of the change; told the profile's id. */
export type TimeProfileListener = (call: WriteCall, id: string) => Promise<void>;

/** Rating plans know profiles, and profiles do not know them: so they listen. */
export const timeProfileRoutes = (onChanged: TimeProfileListener): readonly Route[] => [
  readRoute({
    path: '/time-profiles',
    tag,
    summary: 'List time profiles',
    access: 'read',
    query: TimeProfileQuery,
    answer: TimeProfilePage,
    handle: (call, { query }) => timeProfiles.listTimeProfiles(call, query),
  }),
  createRoute({
    path: '/time-profiles',
    tag,
    summary: 'Create a time profile',
    access: write,
    body: NewTimeProfile,
    answer: TimeProfile,
    handle: (call, { body }) => timeProfiles.createTimeProfile(call, body),
  }),
  readRoute({
    path: '/time-profiles/:id',
    tag,
    summary: 'Show a time profile',
    access: 'read',
    params: IdParams,
    answer: TimeProfile,
    handle: (call, { params }) => timeProfiles.getTimeProfile(call, params.id),
  }),
  changeRoute({
    method: 'PATCH',
    path: '/time-profiles/:id',
    tag,
    summary: 'Edit a time profile',
    description: 'Windows and exceptions are replaced as a whole.',
    access: write,
    params: IdParams,
    body: TimeProfileEdit,
    answer: TimeProfile,
    handle: async (call, { params, body }) => {
      const profile = await timeProfiles.editTimeProfile(call, params.id, body);
      await onChanged(call, params.id);
      return profile;
    },
  }),
  changeRoute({
    method: 'DELETE',
    path: '/time-profiles/:id',
    tag,
    summary: 'Delete a time profile',
    access: write,
    params: IdParams,
    handle: (call, { params }) => timeProfiles.deleteTimeProfile(call, params.id),
  }),
];
