using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>Calls the REST API as a bot, and checks every successful answer against Discord's own description.</summary>
internal sealed class RestCaller(SimulatedGateway gateway) : IDisposable
{
    private readonly HttpClient http = DiscordAnswers.Client(gateway);

    /// <summary>A call that succeeds.</summary>
    /// <returns>The JSON of the answer; undefined when it has no body.</returns>
    public async Task<JsonElement> SendAsync(string method, string path, string? body = null, string? reason = null)
    {
        (int status, string text) = await CallAsync(method, path, body, reason);
        Assert.True(status is >= 200 and < 300, $"{method} {path}: {status} {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    /// <summary>A call that Discord refuses.</summary>
    /// <returns>The status, Discord's code and message.</returns>
    public async Task<(int Status, int Code, string Message)> RefusedAsync(string method, string path, string? body = null)
    {
        (int status, string text) = await CallAsync(method, path, body, reason: null);
        Assert.True(status >= 400, $"{method} {path}: {status} {text}");
        var error = JsonDocument.Parse(text).RootElement;
        return (status, error.GetProperty("code").GetInt32(), error.GetProperty("message").GetString()!);
    }

    /// <summary>A call with a field that is not valid.</summary>
    /// <returns>The code of the field's error.</returns>
    public async Task<string?> InvalidAsync(string method, string path, string body, string field)
    {
        (int status, string text) = await CallAsync(method, path, body, reason: null);
        Assert.True(status == 400, $"{method} {path}: {status} {text}");
        return JsonDocument.Parse(text).RootElement
            .GetProperty("errors").GetProperty(field).GetProperty("_errors")[0].GetProperty("code").GetString();
    }

    public void Dispose() => http.Dispose();

    private async Task<(int Status, string Text)> CallAsync(string method, string path, string? body, string? reason)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(gateway.Api + path));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        if (reason is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Audit-Log-Reason", Uri.EscapeDataString(reason));
        }

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
