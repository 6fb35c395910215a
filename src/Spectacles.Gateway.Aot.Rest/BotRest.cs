using System.Buffers;

namespace Spectacles.Gateway.Rest;

/// <summary>
/// A client of Discord's REST API for one bot. It waits for rate limits, repeats what can be repeated, and is safe to use from several
/// threads. Use one for the process: the limits are counted here.
/// </summary>
/// <remarks>https://discord.com/developers/docs/reference</remarks>
public sealed partial class BotRest : IDisposable
{
    /// <summary>Discord's API, version 10.</summary>
    public static Uri DiscordApi { get; } = new("https://discord.com/api/v10");

    // The path is written by RestPath and has no dots to remove: canonicalization would copy it.
    private static readonly UriCreationOptions RawPath = new() { DangerousDisablePathAndQueryCanonicalization = true };
    private static readonly string UserAgent = $"DiscordBot ({ProjectUrl}, {BuildProperties.Version}) Spectacles.Gateway.Aot";

    /// <summary>The characters of paths and queries.</summary>
    /// <remarks>https://www.rfc-editor.org/rfc/rfc3986#appendix-A</remarks>
    private static readonly SearchValues<char> PathCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?%");

    private readonly RestToken token;
    private readonly string address;
    private readonly BotRestOptions options;
    private readonly TimeProvider time;
    private readonly HttpMessageInvoker http;
    private readonly RateLimits limits;
    private readonly MessageDefaults defaults;
    private readonly RestCalls calls;

    /// <summary>Creates a client. Nothing is sent until the first call.</summary>
    /// <param name="token">The bot's token, from the developer portal (Bot &gt; Token).</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="ArgumentException">The token, or an option, is not valid.</exception>
    public BotRest(string token, BotRestOptions? options = null)
        : this(new RestToken(BotToken.Parse(token)), options ?? new BotRestOptions())
    {
    }

    /// <summary>
    /// Creates a client whose token is in a file. The file is read now, and again when Discord refuses the token: a new one is used
    /// without a restart, and the refused calls are sent again with it.
    /// </summary>
    /// <param name="token">The file.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="GatewayException">The file can't be read, or contains no valid token.</exception>
    /// <exception cref="ArgumentException">An option is not valid.</exception>
    public BotRest(TokenFile token, BotRestOptions? options = null)
        : this(Read(token, options ??= new BotRestOptions()), options)
    {
    }

    private BotRest(RestToken token, BotRestOptions options)
    {
        this.token = token;
        this.options = options;
        options.ThrowIfInvalid();
        time = options.TimeProvider;
        address = $"{options.Api.AbsoluteUri.TrimEnd('/')}/";
        http = options.Http ?? new HttpMessageInvoker(NewHandler());
        calls = new RestCalls(time, this);
        defaults = new MessageDefaults(options.AllowedMentions, options.EnforceNonces);
        limits = new RateLimits(options.RateLimits, time, options.Logger);
        RestMeter.Instance.Clients.Enter(limits);
    }

    /// <summary>The address of the API, for the <see cref="RestRequest.Address"/> of routes that this library does not know.</summary>
    public Uri Api => options.Api;

    private static RestTokenFile Read(TokenFile token, BotRestOptions options)
    {
        ArgumentNullException.ThrowIfNull(token);
        return RestTokenFile.Read(token, options.TimeProvider, options.Logger);
    }

    private static string ProjectUrl => BuildProperties.ProjectUrl.Length > 0 ? BuildProperties.ProjectUrl : "Spectacles.Gateway.Aot";

    /// <summary>
    /// Closes the connections, unless they belong to <see cref="BotRestOptions.Http"/>. Calls that run end with an error.
    /// </summary>
    public void Dispose()
    {
        RestMeter.Instance.Clients.Leave(limits);
        limits.Dispose();
        calls.Dispose();
        if (options.Http is null)
        {
            http.Dispose();
        }
    }

    // Without a propagator the platform starts no activity for a request. Such an activity would contain the address, and the tokens in it.
    private static SocketsHttpHandler NewHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
    };

    private RestCall StartCall(in RestRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (request.Address is { } requested && !IsAddress(requested))
        {
            throw new ArgumentException(
                "The address of a request must begin with BotRest.Api and have only the characters of URIs, the others percent-encoded.",
                nameof(request));
        }

        var call = calls.Take();
        call.Start(request, options.Deadline, cancellationToken);
        return call;
    }

    // The token is sent to this address, and what it contains is written into the head of the request as it is.
    private bool IsAddress(string requested) =>
        requested.StartsWith(address, StringComparison.Ordinal) && !requested.AsSpan(address.Length).ContainsAnyExcept(PathCharacters);

    /// <summary>Returns the exception for a call that was canceled: by its caller, by <see cref="Dispose"/>, or by its deadline.</summary>
    private Exception EndOf(RestCall call, string what, Exception exception) =>
        call.CallerToken.IsCancellationRequested ? new OperationCanceledException(exception.Message, exception, call.CallerToken)
        : calls.IsDisposed ? new ObjectDisposedException($"{what} was canceled, because the client was disposed.", exception)
        : new TimeoutException($"{what} did not end within {options.Deadline.TotalSeconds} s.", exception);
}
