using System.Diagnostics;

namespace Spectacles.Gateway;

/// <summary>The gateway of one bot: its address, the recommended number of shards, and the number of sessions that may start.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class Gateway
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMinutes(1);

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly TokenSource tokens;
    private readonly GatewayApi api;
    private readonly Uri? fixedUrl;
    private readonly ResumeHosts resumeHosts;
    private readonly GatewayOptions options;
    private readonly Lock gate = new();
    private GatewayRequest? fetching;
    private GatewayRequest? taken;
    private DateTimeOffset refreshNotBefore;
    private GatewayInformation? information;
    private int? fixedShards;

    /// <summary>Creates a gateway outside the registry, which is not shared.</summary>
    /// <param name="token">The bot's token, with or without the prefix "Bot ".</param>
    /// <param name="options">The options for finding the servers.</param>
    /// <exception cref="ArgumentException">The token is not a valid bot token.</exception>
    public Gateway(string token, GatewayOptions? options = null)
        : this(
            new TokenSource(BotToken.Parse(token)),
            GatewayOptions.ThrowIfDerived(options),
            options?.IdentifyQueue ?? new IdentifyQueue(options?.TimeProvider ?? TimeProvider.System))
    {
    }

    /// <summary>Creates a gateway outside the registry, whose token is in a file.</summary>
    /// <param name="token">The file with the token, which is read now and before each use.</param>
    /// <param name="options">The options for finding the servers.</param>
    /// <exception cref="GatewayException">The file can't be read, or contains no valid token.</exception>
    public Gateway(TokenFile token, GatewayOptions? options = null)
        : this(
            SourceOf(token),
            GatewayOptions.ThrowIfDerived(options),
            options?.IdentifyQueue ?? new IdentifyQueue(options?.TimeProvider ?? TimeProvider.System))
    {
    }

    internal Gateway(TokenSource tokens, GatewayOptions options, IIdentifyQueue identifyQueue)
    {
        options.ThrowIfInvalid();
        this.options = options = options.WithDefaults();
        this.tokens = tokens;
        Api = options.Api!;
        fixedShards = options.ShardCount;
        fixedUrl = options.Url;
        ApiVersion = options.ApiVersion!.Value;
        Query = GatewayAddress.Query(ApiVersion, options.Query!);
        Http = DirectHttp.For(options.Http, options.Proxy);
        api = new GatewayApi(Api, Http, options.Time, options.Http is null ? () => options.Proxy ?? HttpClient.DefaultProxy : null);
        resumeHosts = new ResumeHosts(Api, options.ResumeHosts!);
        IdentifyQueue = identifyQueue;
    }

    /// <summary>Discord's REST address, version 10.</summary>
    internal static Uri DiscordApi { get; } = new("https://discord.com/api/v10");

    /// <summary>The REST address.</summary>
    public Uri Api { get; }

    /// <summary>The API version: 10, unless the options say otherwise.</summary>
    public int ApiVersion { get; }

    /// <summary>The address for new connections: the fixed address, or the one from the API.</summary>
    /// <exception cref="InvalidOperationException">No address is set, and <see cref="FetchAsync"/> has not been called.</exception>
    public Uri Url => fixedUrl ?? Known.Url;

    /// <summary>The number of shards: the fixed number, or the one that Discord recommends.</summary>
    /// <exception cref="InvalidOperationException">No number is set, and <see cref="FetchAsync"/> has not been called.</exception>
    public int ShardCount => fixedShards ?? Known.Shards;

    /// <summary>The number of shards that Discord recommended at the last fetch; null before the first one.</summary>
    public int? RecommendedShards => information?.Shards;

    /// <summary>
    /// The limit as of the last fetch, less the sessions that this process has started since then. After its
    /// <see cref="SessionStartLimit.ResetAt"/> see <see cref="SessionStartsLeft"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException"><see cref="FetchAsync"/> has not been called.</exception>
    public SessionStartLimit SessionStartLimit => Known.SessionStartLimit;

    /// <summary>
    /// The number of sessions that can still start, as far as this process knows: after a reset of the limit, all of them. Null before the
    /// first fetch.
    /// </summary>
    public int? SessionStartsLeft => information?.SessionStartLimit is { } limit
        ? Time.GetUtcNow() < limit.ResetAt ? limit.Remaining : limit.Total
        : null;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal TokenSource Tokens => tokens;

    /// <summary>The query string of the connection URL, without the compression, which the cluster chooses.</summary>
    internal string Query { get; }

    /// <summary>Whether connections are opened and resumed at one fixed address, whatever READY contains.</summary>
    internal bool HasFixedUrl => fixedUrl is not null;

    /// <summary>The invoker that sends HTTP requests and connects web sockets. It follows no redirect.</summary>
    internal HttpMessageInvoker Http { get; }

    internal IIdentifyQueue IdentifyQueue { get; }

    internal TimeProvider Time => options.Time;

    private GatewayInformation Known =>
        information
            ?? throw new InvalidOperationException(
                "The gateway has not been fetched. Call FetchAsync or spawn a cluster first.");

    /// <summary>Requests the gateway information from the API (<c>GET /gateway/bot</c>), unless it is already known.</summary>
    /// <param name="force">Whether to request the information even if it is known.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="GatewayException">The API can't be reached, or refuses the request. The message says what to do.</exception>
    /// <remarks>
    /// After HTTP 429 and 5xx, the request is repeated, with at most five requests in total. The wait is the <c>Retry-After</c> of the
    /// response, or a random wait that grows. Throws at once if the wait would be longer than five minutes, and for all errors that waiting
    /// cannot fix. https://discord.com/developers/docs/topics/rate-limits
    /// </remarks>
    public Task FetchAsync(bool force = false, CancellationToken cancellationToken = default) =>
        RequestAsync(force, null, cancellationToken);

    /// <summary>Does not include the token.</summary>
    public override string ToString() => $"Gateway {{ Api = {Api}, ShardCount = "
        + $"{(fixedShards ?? information?.Shards)?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unknown"} }}";

    /// <param name="force">Whether to request the information even if it is known.</param>
    /// <param name="errors">Where waits for the API are reported.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    internal Task RequestAsync(bool force, ErrorReport? errors, CancellationToken cancellationToken)
    {
        GatewayRequest request;
        lock (gate)
        {
            if (information is not null && !force)
            {
                return Task.CompletedTask;
            }

            fetching = TryJoin() ? fetching : new GatewayRequest(api, tokens, errors);
            request = fetching!;
        }

        return TakeAsync(request, cancellationToken);
    }

    /// <summary>Counts a session start.</summary>
    /// <returns>False when none is left until <paramref name="resetAt"/>.</returns>
    internal bool TryTakeSessionStart(out DateTimeOffset resetAt)
    {
        lock (gate)
        {
            var limit = Known.SessionStartLimit;
            resetAt = limit.ResetAt;
            if (limit.Remaining <= 0)
            {
                return false;
            }

            information = Known with { SessionStartLimit = limit with { Remaining = limit.Remaining - 1 } };
            return true;
        }
    }

    /// <summary>
    /// Requests the information again, because the known information no longer works. A refusal is reported once, however many shards wait,
    /// and the known information is kept. Never throws.
    /// </summary>
    /// <remarks>
    /// No request begins within <see cref="RefreshInterval"/> of the last one, nor before the time that a refusal has given. Otherwise
    /// shards that cannot connect would send requests endlessly.
    /// </remarks>
    internal async Task RefreshAsync(ErrorReport errors, CancellationToken cancellationToken)
    {
        GatewayRequest request;
        bool isFirst;
        lock (gate)
        {
            isFirst = !TryJoin();
            if (isFirst)
            {
                var now = Time.GetUtcNow();
                if (now < refreshNotBefore || now < api.NotBefore)
                {
                    return;
                }

                refreshNotBefore = now + RefreshInterval;
                fetching = new GatewayRequest(api, tokens, errors);
            }

            request = fetching!;
        }

        try
        {
            await TakeAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (GatewayException e)
        {
            if (isFirst)
            {
                errors.Send(new GatewayError(GatewayErrorKind.Connection, e.Message, null) { Exception = e });
            }
        }
        catch (OperationCanceledException)
        {
            // The caller whose request this was has ended.
        }
    }

    /// <summary>Sets the number of shards after a reshard.</summary>
    internal void ChangeShards(int? shards)
    {
        lock (gate)
        {
            fixedShards = shards;
        }
    }

    /// <summary>Returns whether a session may be resumed at this address.</summary>
    internal bool AllowsResumeAt(Uri address) => resumeHosts.Allow(address, Url);

    /// <summary>Sets the number of shards that the options request.</summary>
    /// <returns>
    /// The name of the first option that is set and differs from the gateway's; null if there is none. The caller must refuse it.
    /// </returns>
    internal string? Apply(GatewayOptions other)
    {
        if (other.DifferenceFrom(options) is { } name)
        {
            return name;
        }

        if (other.ShardCount is { } shards)
        {
            FixShards(shards);
        }

        return null;
    }

    /// <summary>Sets the number of shards.</summary>
    /// <returns>Whether no number was set before. If so, <see cref="ReleaseShards"/> takes it back.</returns>
    /// <exception cref="InvalidOperationException">Another number is set.</exception>
    internal bool FixShards(int shards)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shards, 1);
        lock (gate)
        {
            if (fixedShards is { } before && before != shards)
            {
                throw new InvalidOperationException($"The gateway of this token is set to {before} shards, and {shards} were requested. "
                    + "Use one number for all clusters of a token, or create a separate Gateway.");
            }

            bool isFirst = fixedShards is null;
            fixedShards = shards;
            return isFirst;
        }
    }

    /// <summary>Takes back the number of shards, because spawning has failed.</summary>
    internal void ReleaseShards() => ChangeShards(null);

    /// <summary>Joins the request in progress. The caller holds the lock.</summary>
    /// <returns>False if there is none.</returns>
    private bool TryJoin() => fetching is not null && fetching.TryJoin();

    private async Task TakeAsync(GatewayRequest request, CancellationToken cancellationToken)
    {
        var known = await request.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (gate)
        {
            if (fixedShards is null)
            {
                known.ThrowIfTooManyShards(options.MaxShards!.Value);
            }

            // Another caller that waits for the same response must not reset the count of session starts.
            if (!ReferenceEquals(taken, request))
            {
                taken = request;
                information = known;
            }
        }
    }
}
