using System.Diagnostics;

namespace Spectacles.Gateway;

/// <summary>What is known of the gateway for one bot: where it is, how many shards it wants, how many sessions may start.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Gateway
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMinutes(1);

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly BotToken token;
    private readonly GatewayApi api;
    private readonly Uri? fixedUrl;
    private readonly ResumeHosts resumeHosts;
    private readonly GatewayOptions first;
    private readonly Lock gate = new();
    private GatewayRequest? fetching;
    private GatewayRequest? taken;
    private DateTimeOffset refreshNotBefore;
    private GatewayInformation? information;
    private int? fixedShards;

    /// <summary>A gateway outside the registry, for its owner alone.</summary>
    /// <param name="token">The bot's token, with or without "Bot " before it.</param>
    /// <param name="options">How to find the servers.</param>
    /// <exception cref="ArgumentException">The token can't be a bot token.</exception>
    public Gateway(string token, GatewayOptions? options = null)
        : this(BotToken.Parse(token), options ?? new GatewayOptions(), options?.IdentifyQueue ?? new IdentifyQueue(options?.TimeProvider ?? TimeProvider.System))
    {
    }

    internal Gateway(BotToken token, GatewayOptions options, IIdentifyQueue identifyQueue)
    {
        first = options.Validated();
        this.token = token;
        Api = options.Api;
        fixedShards = options.Shards;
        fixedUrl = options.Url;
        Version = options.Version;
        Query = GatewayAddress.Query(options.Version, options.Query);
        Http = DirectHttp.For(options.Http, options.Proxy);
        api = new GatewayApi(options.Api, Http, options.TimeProvider);
        resumeHosts = new ResumeHosts(options.Api, options.ResumeHosts);
        IdentifyQueue = identifyQueue;
    }

    /// <summary>Discord's REST address, version 10.</summary>
    public static Uri DiscordApi { get; } = new("https://discord.com/api/v10");

    /// <summary>The REST address.</summary>
    public Uri Api { get; }

    /// <summary>The version of the gateway: 10, unless the options say otherwise.</summary>
    public int Version { get; }

    /// <summary>Where connections are opened: the fixed address, or the one that the API gives.</summary>
    /// <exception cref="InvalidOperationException">There is no fixed one, and <see cref="FetchAsync"/> has not been called.</exception>
    public Uri Url => fixedUrl ?? Known.Url;

    /// <summary>The number of shards: the fixed one, or the one that Discord recommends.</summary>
    /// <exception cref="InvalidOperationException">There is no fixed one, and <see cref="FetchAsync"/> has not been called.</exception>
    public int Shards => fixedShards ?? Known.Shards;

    /// <summary>How many sessions could still start when it was fetched.</summary>
    /// <exception cref="InvalidOperationException"><see cref="FetchAsync"/> has not been called.</exception>
    public SessionStartLimit SessionStartLimit => Known.SessionStartLimit;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal string Token => token.Value;

    /// <summary>What stands behind the question mark of every connection's address, before the compression, which is the cluster's to choose.</summary>
    internal string Query { get; }

    /// <summary>Whether connections are opened and resumed at one address, whatever READY says.</summary>
    internal bool HasFixedUrl => fixedUrl is not null;

    /// <summary>What sends HTTP requests and dials. It follows no redirect.</summary>
    internal HttpMessageInvoker Http { get; }

    internal IIdentifyQueue IdentifyQueue { get; }

    private GatewayInformation Known =>
        information ?? throw new InvalidOperationException("The gateway is not known yet. Call FetchAsync, or spawn a cluster, before asking for it.");

    /// <summary>The one gateway of a token at an API address in this process, so that all that use it share the identify limit.</summary>
    /// <param name="token">The bot's token, with or without "Bot " before it.</param>
    /// <param name="shards">The number of shards; null for the number that Discord recommends, or that was fixed before.</param>
    /// <param name="options">How to find the servers. What is first said of a token and an address holds.</param>
    /// <remarks>The entry leaves the registry when the last cluster on it is disposed.</remarks>
    /// <exception cref="ArgumentException">The token can't be a bot token.</exception>
    /// <exception cref="InvalidOperationException">Another number of shards is fixed for this token.</exception>
    public static Gateway From(string token, int? shards = null, GatewayOptions? options = null) =>
        GatewayRegistry.GetOrAdd(BotToken.Parse(token), shards ?? options?.Shards, options ?? new GatewayOptions());

    /// <summary>Asks the API (<c>GET /gateway/bot</c>) unless it is known already.</summary>
    /// <param name="force">Asks even if it is known.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="GatewayException">The API can't be reached, or refuses. The message says what to do.</exception>
    /// <remarks>
    /// At HTTP 429 and 5xx it asks again, five times in all: after the <c>Retry-After</c> of the answer, or after a random wait that grows. It throws at
    /// once when it would have to wait for longer than five minutes, and at everything that waiting does not mend.
    /// https://discord.com/developers/docs/topics/rate-limits
    /// </remarks>
    public Task FetchAsync(bool force = false, CancellationToken cancellationToken = default) => RequestAsync(force, null, cancellationToken);

    /// <summary>Never the token.</summary>
    public override string ToString() => $"Gateway {{ Api = {Api}, Shards = {(fixedShards ?? information?.Shards)?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unknown"} }}";

    /// <param name="force">Asks even if it is known.</param>
    /// <param name="errors">Where it is said that the API has to be waited for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task RequestAsync(bool force, ErrorReport? errors, CancellationToken cancellationToken)
    {
        GatewayRequest request;
        lock (gate)
        {
            if (information is not null && !force)
            {
                return;
            }

            fetching = TryJoin() ? fetching : new GatewayRequest(api, token, errors);
            request = fetching!;
        }

        await TakeAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Counts a session start down.</summary>
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

    /// <summary>Asks the API again, because what is known no longer works. A refusal is reported once, however many shards wait; what is known stays. It never throws.</summary>
    /// <remarks>No request begins within <see cref="RefreshInterval"/> of the last one, nor before the time that a refusal has named: shards that cannot connect would ask without end.</remarks>
    internal async Task RefreshAsync(ErrorReport errors, CancellationToken cancellationToken)
    {
        GatewayRequest request;
        bool isFirst;
        lock (gate)
        {
            isFirst = !TryJoin();
            if (isFirst)
            {
                var now = first.TimeProvider.GetUtcNow();
                if (now < refreshNotBefore || now < api.NotBefore)
                {
                    return;
                }

                refreshNotBefore = now + RefreshInterval;
                fetching = new GatewayRequest(api, token, errors);
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
            // Whoever asked has ended.
        }
    }

    /// <summary>The bot has been divided anew.</summary>
    internal void ChangeShards(int shards) => fixedShards = shards;

    /// <summary>Whether a session may be resumed at this address.</summary>
    internal bool AllowsResumeAt(Uri address) => resumeHosts.Allow(address, Url);

    /// <summary>What is first said of a gateway holds: who asks for something else must not get it without a word.</summary>
    internal void ThrowIfOther(GatewayOptions options)
    {
        string? other = options.Proxy is { } proxy && proxy != first.Proxy ? nameof(options.Proxy)
            : options.Http is { } http && http != first.Http ? nameof(options.Http)
            : options.Url is { } url && url != first.Url ? nameof(options.Url)
            : options.IdentifyQueue is { } queue && queue != first.IdentifyQueue ? nameof(options.IdentifyQueue)
            : options.MaxShards != GatewayOptions.UsualMaxShards && options.MaxShards != first.MaxShards ? nameof(options.MaxShards)
            : options.Version != GatewayAddress.DefaultVersion && options.Version != Version ? nameof(options.Version)
            : null;
        if (other is not null)
        {
            throw new InvalidOperationException($"The gateway of this token at {Api} exists with another {other}. Dispose the clusters on it first, or make a Gateway of its own.");
        }
    }

    internal void FixShards(int shards)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shards, 1);
        if (fixedShards is { } before && before != shards)
        {
            throw new InvalidOperationException($"This gateway is fixed to {before} shards; {shards} were asked for. Use one number for a token, or a Gateway of its own.");
        }

        fixedShards = shards;
    }

    /// <summary>Under the lock: joins the request that is underway.</summary>
    /// <returns>False when there is none.</returns>
    private bool TryJoin() => fetching is not null && fetching.TryJoin();

    private async Task TakeAsync(GatewayRequest request, CancellationToken cancellationToken)
    {
        var known = await request.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (gate)
        {
            if (fixedShards is null)
            {
                known.ThrowIfTooManyShards(first.MaxShards);
            }

            // Whoever waits for the same answer must not set back what has been counted down since.
            if (!ReferenceEquals(taken, request))
            {
                taken = request;
                information = known;
            }
        }
    }
}
