/*
 * What a relay takes, each with its reason. Whoever meets one of them is far beyond what a team does by hand.
 */

/** The largest brief given back in one message: 5,000 annotations with 10,000 comments are 6 MB. */
export const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

/** Of all sockets of a person, of messages whose end isn't here yet: two of the largest, and what their parts cost. */
export const MAX_UNFINISHED_A_PERSON = 3 * MAX_MESSAGE_BYTES;

/** Of everybody together: whoever holds the most makes room. It leaves a computer of 1 GB half of its memory. */
export const MAX_UNFINISHED_BYTES = 256 * 1024 * 1024;

/** What a part of a message takes beside its bytes: somebody may send each by itself. */
export const UNFINISHED_PART_BYTES = 512;

/**
 * So little of an unfinished message comes in such a time on no line that anybody would wait for: with 2 s of latency,
 * and a third of all lost, it is a packet every ten seconds.
 */
export const UNFINISHED_PROGRESS_BYTES = 1024;
export const UNFINISHED_PROGRESS_MS = 2 * 60 * 1000;

/** What decoding one update may build: every value of the entries of the largest brief, with room to spare. */
export const MAX_UPDATE_VALUES = 2_000_000;

/** An entry is a few hundred bytes; this holds the longest comment, or an annotation of 200 long passages. */
export const MAX_ENTRY_BYTES = 2 * 1024 * 1024;

/** Each entry folds its thread anew; the longest that anybody reads has some hundreds. */
export const MAX_THREAD = 10_000;

/** Each `person` entry folds everybody's anew; nobody changes their name or their devices so often. */
export const MAX_DESCRIPTIONS = 500;

/** Each struct beyond a plain one for a new key makes Yjs walk that key's history; nobody honest sends more. */
export const MAX_OVERWRITES = 100;

/** Yjs compares such pairs one by one: as many as two thousand words make that are put before each other at one place. */
export const MAX_CONFLICTS = 2_000_000;

/** Each opening of an app writes under a new Yjs client id, which everybody keeps: a year of it on one computer. */
export const MAX_NEW_CLIENTS = 1_000;

/** All that ever wrote in an article that an owner gives back whole. */
export const MAX_FOREIGN_CLIENTS = 20_000;

/** Lists in quotes in tables are seldom ten deep; recursion over a thousand would end on the stack. */
export const MAX_BLOCK_DEPTH = 50;

/** What I have read: an id and a time for 500 annotations. */
export const MAX_ME_BYTES = 64 * 1024;

/** What a device lacks there, deletions included. */
export const MAX_ME_UPDATE_BYTES = 2 * MAX_ME_BYTES;

/** A year's typing of a team on a long article, and every annotation on it. */
export const MAX_BRIEF_BYTES = 256 * 1024 * 1024;

/** A photograph for print. */
export const MAX_BLOB_BYTES = 20 * 1024 * 1024;

/** Forty such. */
export const MAX_BLOBS_BYTES = 800 * 1024 * 1024;

/** A team that makes ten briefs a day fills this in ten years; a folder with more is slow to list. */
export const MAX_BRIEFS = 40_000;

/** The largest JSON body: a few entries. Images have their own limit. */
export const MAX_BODY_BYTES = 64 * 1024;

/** Such a body must be here by then: so little can't take longer on any line. */
export const BODY_TIMEOUT_MS = 10_000;

/** A socket that was refused is ended then, whether or not it answers. */
export const REFUSED_SOCKET_MS = 2_000;

/** Of the history, at once: some seconds on a slow line. */
export const MAX_LOG_ANSWER_BYTES = 4 * 1024 * 1024;

/** Everybody of a team who joins at once; each reads the whole log, one after another. */
export const MAX_LOG_READERS = 100;

/** Three rooms for each of 600 people; a socket costs some 20 KB. */
export const MAX_SOCKETS = 2_000;

/** 500 people behind one router. No address gets all, or it would keep everybody else out. */
export const MAX_SOCKETS_AN_ADDRESS = 1_600;

/** Connections before and after authentication; HTTP needs some beside the sockets. */
export const MAX_TCP_CONNECTIONS = 4_000;

/** Of one address, before and after authentication: its sockets, and HTTP beside them. The others get the other half. */
export const MAX_TCP_CONNECTIONS_AN_ADDRESS = 2_000;

/** More people than read one brief at once, each with two devices. */
export const MAX_SOCKETS_A_ROOM = 1_000;

/** Three rooms on each of ten devices. */
export const MAX_SOCKETS_A_PERSON = 30;

/** More devices than anybody owns; the one seen longest ago makes room. */
export const MAX_DEVICES_A_PERSON = 20;

/** Each rewrites the list of devices; nobody gets so many new ones. */
export const NEW_DEVICES_A_SECOND = 0.1;
export const NEW_DEVICES_AT_ONCE = 40;

/** New briefs of one address beyond this computer: a team's whole archive at once, then ten in an hour. */
export const NEW_BRIEFS_A_SECOND = 10 / 3600;
export const NEW_BRIEFS_AT_ONCE = 500;

/** Images and history that are on their way at once, of a person and of all: each may be 20 MB in memory. */
export const MAX_TRANSFERS_A_PERSON = 4;
export const MAX_TRANSFERS = 20;

/** A request on whose connection nothing moves for so long is ended. */
export const IDLE_REQUEST_MS = 60_000;

/** A request's head must be here by then: this is all that a silent socket can hold. */
export const HEADERS_TIMEOUT_MS = 10_000;

/** A whole request with its body: 20 MB on a slow line. */
export const REQUEST_TIMEOUT_MS = 120_000;

/** Typing makes 10 messages a second, presence 20; a device that comes back may send its waiting ones at once. */
export const MESSAGES_A_SECOND = 100;
export const MESSAGES_AT_ONCE = 2_000;

/** A refusal can cost the relay a copy of the room. An honest client drops to the relay's state after each. */
export const REFUSALS_A_MINUTE = 20;
export const REFUSALS_AT_ONCE = 40;

/** What a person's messages may hold together: the largest brief given back a few times, and typing after it. */
export const BYTES_A_SECOND = 1024 * 1024;
export const BYTES_AT_ONCE = 8 * MAX_MESSAGE_BYTES;

/** Messages that wait for the disk, or for what they build on. A disk that takes a second has 100 of them. */
export const MAX_UNDECIDED = 5_000;

/** Of a connection's updates that wait for what they build on: so much typing is judged once more by itself. */
export const MAX_WAITING_BYTES = 64 * 1024;

/**
 * What the answers to a person's questions for what they lack of a brief's rooms may hold: the largest room for each of
 * sixteen connections, which can take the relay 30 ms each. A device on a line that breaks all the time asks for little.
 */
export const ANSWER_BYTES_A_SECOND = 4 * 1024 * 1024;
export const ANSWER_BYTES_AT_ONCE = 16 * MAX_MESSAGE_BYTES;

/** What a question costs besides: two thousand at once, and then thirty a second. */
export const QUESTION_BYTES = 128 * 1024;

/** Requests of one address: 500 devices behind one router that come back together. */
export const REQUESTS_A_SECOND = 50;
export const REQUESTS_AT_ONCE = 1_000;

/** A name, a colour, where one reads and what one has selected. */
export const MAX_AWARENESS_BYTES = 4 * 1024;

/** Everybody's presence in the largest room, as y-websocket sends it back to whoever it came from. */
export const MAX_AWARENESS_MESSAGE_BYTES = 1024 * 1024;

/** One's presence on ten devices, 20 times a second; what is more is dropped, since it goes to everybody and the next replaces it. */
export const PRESENCE_BYTES_A_SECOND = 64 * 1024;
export const PRESENCE_BYTES_AT_ONCE = 256 * 1024;

/** Yjs makes a new client id for each document; a connection has one or two in its life. */
export const MAX_AWARENESS_CLIENTS = 10;

/** Twenty times a second is as smooth as a caret needs to move; each time costs a message to everybody. */
export const AWARENESS_INTERVAL_MS = 50;

/**
 * Messages about presence to all in a room together: a hundred see each other move at once, a thousand every half
 * second. They take a fiftieth of a processor.
 */
export const PRESENCES_A_SECOND = 2_000;

/** To so many presence goes at once: 0.02 ms, for which an update may have to wait. */
export const PRESENCE_SLICE = 2;

/** Presence is dropped for a connection that has this much waiting: newer presence replaces it. */
export const MAX_BACKLOG_FOR_AWARENESS = 64 * 1024;

/** The largest room's state twice. A connection that doesn't read it is closed, and may come again. */
export const MAX_BACKLOG_BYTES = 2 * MAX_MESSAGE_BYTES;

/** All connections of one person together: what they don't read is memory of everybody's. */
export const MAX_BACKLOG_A_PERSON = 3 * MAX_MESSAGE_BYTES;

/** A backlog that it's worth to look at the person's others for. */
export const NOTABLE_BACKLOG_BYTES = 1024 * 1024;

/** How often it is looked at who heard nothing for a while. */
export const KEEP_ALIVE_CHECK_MS = 5_000;

/** In so many checks in a row: y-websocket gives a connection up on which nothing came for 30 s; pings don't count. */
export const KEEP_ALIVE_AFTER_CHECKS = 3;

/** A connection whose other end is gone answers no ping. */
export const PING_INTERVAL_MS = 30_000;

/** A brief that nobody is connected to leaves the memory after this. */
export const IDLE_BRIEF_MS = 60_000;

/**
 * A brief that is written without a break is synced twice a second, and a change that comes alone at once: a sync costs
 * as much processor time as handing an update on to some forty.
 */
export const SYNC_PAUSE_MS = 500;

/**
 * By how much the heap grows, in percent, before V8 marks all of it. It would do so at every tenth while little is
 * allocated, and marking what was admitted takes more processor time than admitting more.
 */
export const HEAP_GROWING_PERCENT = 100;

/** So that opening a brief reads few changes of its article; see the log's keyframes. */
export const RECORDS_PER_KEYFRAME = 256;

/** A parcel for another device lies as long as it takes to walk to it. */
export const PARCEL_LIFETIME_MS = 10 * 60 * 1000;

/** More parcels than people set up another device at once; they lie in memory alone. */
export const MAX_PARCELS = 1_000;
