using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>
/// The rate limits of the REST API, by the gateway's clock. Every route has a limit that ordinary tests never reach, and sends the headers
/// that Discord sends; a test sets its own. A call that is refused is not carried out.
/// </summary>
/// <remarks>https://discord.com/developers/docs/topics/rate-limits</remarks>
public sealed class RestLimits
{
    private const int DefaultLimit = 100_000;
    private const int BucketBytes = 16;
    private const string BotKey = "bot";
    private const string AddressKey = "address";

    private static readonly TimeSpan DefaultWindow = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan GlobalWindow = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Dictionary<ApiRoute, RouteBucket?> routes = [];
    private readonly Dictionary<string, RouteBucket> buckets = [];
    private readonly List<Sublimit> sublimits = [];
    private readonly long[] refusals = new long[Enum.GetValues<RateLimitScope>().Length];
    private readonly TimeProvider time;
    private readonly string applicationId;
    private readonly CallLimit global;
    private readonly InvalidRequestLog invalid;
    private long? bannedAt;

    internal RestLimits(Snowflake applicationId, TimeProvider time)
    {
        this.time = time;
        this.applicationId = applicationId.ToString();
        global = new CallLimit(int.MaxValue, GlobalWindow, time);
        invalid = new InvalidRequestLog(time);
        SetUnlimited("GET", "/gateway");
    }

    /// <summary>
    /// The number of calls per second on all routes together; null, the default, for no limit. Discord's is 50. Calls of interactions
    /// (callbacks, follow-ups, edits) are exempt. Calls without an Authorization header are counted for their address, not for the bot.
    /// </summary>
    /// <remarks>https://discord.com/developers/docs/topics/rate-limits#global-rate-limit</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? GlobalLimit
    {
        get
        {
            lock (gate)
            {
                return global.Limit == int.MaxValue ? null : global.Limit;
            }
        }

        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value ?? 1, 1, nameof(value));
            lock (gate)
            {
                global.Limit = value ?? int.MaxValue;
            }
        }
    }

    /// <summary>
    /// The number of invalid requests in 10 minutes that bans the client. The default is Discord's: 10,000. Discord counts them for an
    /// address; here each bot of a server has a count of its own, and a call with an unknown token counts for the first bot.
    /// </summary>
    /// <remarks>https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans</remarks>
    public int InvalidRequestLimit { get; set; } = 10_000;

    /// <summary>The duration of a ban. Discord does not document it; the default is one hour.</summary>
    public TimeSpan BanDuration { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The response to every call during a ban: by default 429 as from the proxy, without <c>Retry-After</c>.</summary>
    public RestFault BanResponse { get; set; } = RestFault.FromProxy(429);

    /// <summary>
    /// The invalid requests of the last 10 minutes: responses with 401, 403 or 429, except 429 with the scope
    /// <see cref="RateLimitScope.Shared"/> and the responses during a ban. A ban sets the count to zero.
    /// </summary>
    public int InvalidRequests
    {
        get
        {
            lock (gate)
            {
                return invalid.Count;
            }
        }
    }

    /// <summary>Whether the client is banned at the moment, because of <see cref="InvalidRequestLimit"/>.</summary>
    public bool IsBanned
    {
        get
        {
            lock (gate)
            {
                return bannedAt is { } start && time.GetElapsedTime(start) < BanDuration;
            }
        }
    }

    /// <summary>The response of the proxy to every call; null when the client is not banned.</summary>
    internal RestFault? Ban => IsBanned ? BanResponse : null;

    /// <summary>The number of 429s with this scope since the start, those of the script included.</summary>
    public long CountRefusals(RateLimitScope scope) => Interlocked.Read(ref refusals[(int)scope]);

    /// <summary>
    /// Sets the limit of a route for each channel, guild or webhook at the front of its path, for webhooks and interactions together with
    /// their token. Routes with the same bucket share one limit. A bucket that has counted calls goes on counting; a route that gets
    /// another bucket in mid-run starts with none.
    /// </summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="route">The path as in Discord's OpenAPI document, such as <c>/channels/{channel_id}/messages</c>.</param>
    /// <param name="limit">The number of calls in a window.</param>
    /// <param name="window">The length of a window, which begins with its first call.</param>
    /// <param name="bucket">The value of <c>X-RateLimit-Bucket</c>; null for the one that the route has.</param>
    /// <exception cref="ArgumentException">Discord has no such route.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The limit is less than 1, or the window is not positive.</exception>
    public void Set(string method, string route, int limit, TimeSpan window, string? bucket = null)
    {
        var found = ApiDocument.V10.Route(method, route);
        Check(limit, window);
        lock (gate)
        {
            var target = bucket is null ? BucketOf(found) ?? WithId(DefaultId(found)) : WithId(bucket);
            target.Calls.Limit = limit;
            target.Calls.Length = window;
            routes[found] = target;
        }
    }

    /// <summary>
    /// Removes the limit of a route. Its responses have no rate limit headers. <c>GET /gateway</c> has none at the start.
    /// </summary>
    /// <inheritdoc cref="Set"/>
    public void SetUnlimited(string method, string route)
    {
        var found = ApiDocument.V10.Route(method, route);
        lock (gate)
        {
            routes[found] = null;
        }
    }

    /// <summary>
    /// Adds a limit that no header announces, such as two changes of a channel's name in 10 minutes: 429 arrives although calls remain.
    /// </summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="route">The path as in Discord's OpenAPI document, such as <c>/channels/{channel_id}</c>.</param>
    /// <param name="limit">The number of calls in a window, for each channel, guild or webhook at the front of the path.</param>
    /// <param name="window">The length of a window, which begins with its first call.</param>
    /// <param name="field">The field of the body that makes a call count, such as <c>name</c>; null for every call.</param>
    /// <param name="scope">The scope of the 429.</param>
    /// <param name="code">The error code in the body of the 429; null for none.</param>
    /// <exception cref="ArgumentException">Discord has no such route.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The limit is less than 1, or the window is not positive.</exception>
    public void AddSublimit(
        string method,
        string route,
        int limit,
        TimeSpan window,
        string? field = null,
        RateLimitScope scope = RateLimitScope.User,
        int? code = null)
    {
        Check(limit, window);
        var added = new Sublimit(ApiDocument.V10.Route(method, route), field, new CallLimit(limit, window, time))
        {
            Scope = scope,
            Code = code,
        };
        lock (gate)
        {
            sublimits.Add(added);
        }
    }

    /// <summary>Counts a call against its limits.</summary>
    /// <param name="route">The route.</param>
    /// <param name="path">The path.</param>
    /// <param name="body">The JSON of the body.</param>
    /// <param name="isBot">Whether the call has an Authorization header.</param>
    /// <param name="now">The time of Discord's clock.</param>
    internal LimitVerdict Take(ApiRoute route, string[] path, JsonElement body, bool isBot, DateTimeOffset now)
    {
        string globalKey = isBot ? BotKey : AddressKey;
        string key = route.MajorValue(path);
        lock (gate)
        {
            if (!IsOfInteraction(route, path) && global.Take(globalKey) is { IsTaken: false } all)
            {
                return new LimitVerdict([], RestFault.RateLimit(RateLimitScope.Global, all.ResetAfter));
            }

            if (BucketOf(route) is not { } bucket)
            {
                return new LimitVerdict([], TakeSublimits(route, key, body));
            }

            var reading = bucket.Calls.Take(key);
            return new LimitVerdict(
                RateLimitHeaders.Of(bucket.Id, reading, now),
                reading.IsTaken ? TakeSublimits(route, key, body) : RestFault.RateLimit(RateLimitScope.User, reading.ResetAfter));
        }
    }

    /// <summary>The headers of a route, without counting a call.</summary>
    internal IReadOnlyList<(string Name, string Value)> Read(ApiRoute route, string[] path, DateTimeOffset now)
    {
        lock (gate)
        {
            return BucketOf(route) is { } bucket
                ? RateLimitHeaders.Of(bucket.Id, bucket.Calls.Read(route.MajorValue(path)), now)
                : [];
        }
    }

    /// <summary>Counts a response that is not one of a ban.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="scope">The scope of a 429 by Discord.</param>
    internal void Answered(int status, RateLimitScope? scope)
    {
        if (scope is { } counted)
        {
            Interlocked.Increment(ref refusals[(int)counted]);
        }

        if (status is not (401 or 403 or 429) || scope == RateLimitScope.Shared)
        {
            return;
        }

        lock (gate)
        {
            invalid.Add();
            if (invalid.Count >= InvalidRequestLimit)
            {
                bannedAt = time.GetTimestamp();
                invalid.Clear();
            }
        }
    }

    private static void Check(int limit, TimeSpan window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
    }

    /// <summary>An id that does not contain the channel, guild or webhook.</summary>
    private static string DefaultId(ApiRoute route) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{route.Method} {route.Template}")).AsSpan(0, BucketBytes));

    /// <summary>The refusal by the first sublimit that has no call left; null for none.</summary>
    private RestFault? TakeSublimits(ApiRoute route, string key, JsonElement body)
    {
        foreach (var sublimit in sublimits)
        {
            if (sublimit.AppliesTo(route, body) && sublimit.Calls.Take(key) is { IsTaken: false } exceeded)
            {
                return RestFault.RateLimit(sublimit.Scope, exceeded.ResetAfter, sublimit.Code);
            }
        }

        return null;
    }

    private RouteBucket? BucketOf(ApiRoute route)
    {
        if (!routes.TryGetValue(route, out var bucket))
        {
            routes[route] = bucket = WithId(DefaultId(route));
        }

        return bucket;
    }

    private RouteBucket WithId(string id)
    {
        if (!buckets.TryGetValue(id, out var bucket))
        {
            buckets[id] = bucket = new RouteBucket(id, new CallLimit(DefaultLimit, DefaultWindow, time));
        }

        return bucket;
    }

    /// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding#endpoints</remarks>
    private bool IsOfInteraction(ApiRoute route, string[] path) =>
        route.Template.StartsWith("/interactions/", StringComparison.Ordinal)
        || (route.Template.StartsWith("/webhooks/{webhook_id}/{webhook_token}", StringComparison.Ordinal) && path[1] == applicationId);
}
