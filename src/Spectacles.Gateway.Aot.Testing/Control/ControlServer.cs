using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Spectacles.Gateway.Testing;

/// <summary>
/// An HTTP API that drives a simulated gateway from a test in any language: people act, faults happen, and the test waits for what the bot
/// does. <c>GET /openapi.json</c> describes it.
/// </summary>
/// <remarks>
/// It refuses requests whose Host header is not its own address and requests of web pages (with an Origin header), so that a page in a
/// browser on the same machine can't use it.
/// </remarks>
public sealed class ControlServer : IAsyncDisposable
{
    private const int LargestBody = 1 << 20;

    /// <summary>Up to this size, a body that is too large is read to its end, so that its sender reads the answer, too.</summary>
    private const int LargestReadBody = 16 << 20;
    private const string KeyHeader = "X-Control-Key";

    private readonly SimulatedGateway first;
    private readonly ControlOptions options;
    private readonly WebApplication application;
    private readonly Dictionary<ApiRoute, ControlHandler> handlers;

    private ControlServer(SimulatedGateway gateway, ControlOptions options)
    {
        (first, this.options) = (gateway, options);
        handlers = ControlRoutes.All;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestReadBody;
            kestrel.Listen(options.Address, options.Port);
        });
        application = builder.Build();
        application.Run(ServeAsync);
    }

    /// <summary>The address of the API, such as <c>http://127.0.0.1:4456</c>.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Starts the API for a gateway.</summary>
    /// <param name="gateway">The gateway, which stays the caller's.</param>
    /// <param name="options">The options; null for a free port on 127.0.0.1.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="ArgumentException">The address is not a loopback address, and there is no key.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<ControlServer> StartAsync(
        SimulatedGateway gateway, ControlOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        options ??= new ControlOptions();
        options.Validate();
        var server = new ControlServer(gateway, options);
        await server.application.StartAsync(cancellationToken);
        server.Address = new Uri(
            server.application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return server;
    }

    /// <summary>Stops the API. Waits that have not ended are cut.</summary>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await application.StopAsync(now.Token);
        await application.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        var answer = await AnswerAsync(context);
        context.Response.StatusCode = answer.Status;
        if (answer.Body.Length > 0)
        {
            context.Response.ContentType = answer.ContentType;
            context.Response.ContentLength = answer.Body.Length;
            await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
        }
    }

    private async Task<ControlAnswer> AnswerAsync(HttpContext context)
    {
        if (Refusal(context.Request) is { } refusal)
        {
            return refusal;
        }

        string path = context.Request.Path.Value ?? "";
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (ControlDocument.Document.Find(context.Request.Method, parts) is not { } route)
        {
            return ControlAnswer.Error(404, $"There is no {context.Request.Method} {path}. GET /openapi.json lists what there is.");
        }

        string? token = context.Request.Headers.Authorization;
        if ((token is null ? first : first.FindBot(token)) is not { } gateway)
        {
            return ControlAnswer.Error(404, "There is no world with this token. POST /worlds creates one.");
        }

        var body = await RestBody.ReadAsync(context.Request, acceptsForms: false, context.RequestAborted, LargestBody);
        if (body.Refusal is not null)
        {
            return body.Refusal == UploadList.TooLarge
                ? ControlAnswer.Error(413, $"The body has more than {LargestBody} bytes.")
                : ControlAnswer.Error(400, "The body is not JSON.");
        }

        var errors = new FormCheck(ControlDocument.Document).Check(route, body.Json, context.Request.Query);
        if (errors.Count > 0)
        {
            return ControlAnswer.Error(400, $"{route.Method} {route.Template} can't use this: {errors}");
        }

        if (FindUnknown(route, body.Json) is { } unknownField)
        {
            return ControlAnswer.Error(400, unknownField);
        }

        try
        {
            return await handlers[route](
                new ControlRequest(gateway, first, options, body.Json, context.Request.Query, context.RequestAborted));
        }
        catch (KeyNotFoundException unknown)
        {
            return ControlAnswer.Error(404, unknown.Message);
        }
        catch (Exception invalid) when (invalid is ArgumentException or InvalidOperationException or FormatException)
        {
            return ControlAnswer.Error(400, invalid.Message);
        }
        catch (TimeoutException)
        {
            return ControlAnswer.Late(gateway.Transcript.Lines);
        }
    }

    /// <summary>A field that the route does not have would be ignored, and the caller would not notice a typing error.</summary>
    private static string? FindUnknown(ApiRoute route, JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var known = route.Body.Field("properties");
        foreach (var field in body.EnumerateObject())
        {
            if (!known.Has(field.Name))
            {
                string names = known.ValueKind == JsonValueKind.Object
                    ? string.Join(", ", known.EnumerateObject().Select(one => one.Name))
                    : "none";
                return $"{route.Method} {route.Template} has no field {field.Name}. Its fields are: {names}.";
            }
        }

        return null;
    }

    private ControlAnswer? Refusal(HttpRequest request)
    {
        if (request.Headers.Origin.Count > 0)
        {
            return ControlAnswer.Error(403, "Requests of web pages are refused: there is an Origin header.");
        }

        // A browser sends it for what a page loads, without an Origin if the page can't read the answer.
        if (request.Headers["Sec-Fetch-Site"] is [not "none", ..])
        {
            return ControlAnswer.Error(403, "Requests of web pages are refused: there is a Sec-Fetch-Site header.");
        }

        string host = request.Host.Host.Trim('[', ']');
        bool isOwn = host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
        if (!isOwn && IPAddress.IsLoopback(options.Address))
        {
            return ControlAnswer.Error(403, $"The Host header names {host}, which is not this server. Use {Address}.");
        }

        if (options.Key is { } key && !IsKey(request.Headers[KeyHeader], key))
        {
            return ControlAnswer.Error(401, $"The header {KeyHeader} is missing or wrong.");
        }

        return null;
    }

    private static bool IsKey(string? given, string key) => given is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(key));
}
