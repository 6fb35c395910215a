namespace Spectacles.Gateway.Rest;

/// <summary>
/// A client of Discord's REST API for one bot. It waits for rate limits, repeats what can be repeated, and is safe to use from several
/// threads. Use one for the process: the limits are counted here.
/// </summary>
/// <remarks>https://discord.com/developers/docs/reference</remarks>
public sealed partial class BotRest : IDisposable
{
    /// <summary>Discord's API, version 10.</summary>
    public static readonly Uri DiscordApi = new("https://discord.com/api/v10");

    private readonly BotToken token;
    private readonly string address;
    private readonly BotRestOptions options;
    private readonly HttpMessageInvoker http;

    /// <summary>Creates a client. Nothing is sent until the first call.</summary>
    /// <param name="token">The bot's token, from the developer portal (Bot &gt; Token).</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="ArgumentException">The token, or an option, is not valid.</exception>
    public BotRest(string token, BotRestOptions? options = null)
    {
        this.token = BotToken.Parse(token);
        this.options = options ?? new BotRestOptions();
        address = $"{this.options.Api.AbsoluteUri.TrimEnd('/')}/";
        http = this.options.Http ?? new HttpMessageInvoker(NewHandler());
    }

    /// <summary>Closes the connections, unless they belong to <see cref="BotRestOptions.Http"/>.</summary>
    public void Dispose()
    {
        if (options.Http is null)
        {
            http.Dispose();
        }
    }

    // Without propagation the platform makes no activity and no log of its own for a request: their addresses contain tokens.
    private static SocketsHttpHandler NewHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
    };
}
