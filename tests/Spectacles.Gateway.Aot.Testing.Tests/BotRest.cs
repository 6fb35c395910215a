using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>Calls the REST API as a bot. Answers are compared with Discord's own description.</summary>
internal sealed class BotRest(SimulatedGateway gateway) : IDisposable
{
    private readonly HttpClient http = DiscordAnswers.Client(gateway);

    public void Dispose() => http.Dispose();

    /// <summary>A call that succeeds.</summary>
    /// <returns>The JSON of the answer; undefined when it has no body.</returns>
    public Task<JsonElement> SendAsync(string method, string path, string? body = null, string? reason = null) =>
        ExpectAsync(method, path, Content(body), reason);

    /// <summary>A call with files that succeeds.</summary>
    /// <inheritdoc cref="SendAsync"/>
    public Task<JsonElement> UploadAsync(
        string method, string path, string json, params (string Field, string Name, string Type, string Content)[] files) =>
        ExpectAsync(method, path, Form(json, files));

    /// <summary>A call that Discord refuses.</summary>
    /// <returns>The status, and Discord's code and message.</returns>
    public async Task<(int Status, int Code, string Message)> RefusedAsync(string method, string path, string? body = null)
    {
        var error = await RefusalOfAsync(method, path, Content(body));
        return (error.Status, error.Json.Number("code"), error.Json.Text("message")!);
    }

    /// <summary>A call with files that Discord refuses.</summary>
    /// <returns>The status, and the JSON of the answer.</returns>
    public Task<(int Status, JsonElement Json)> RefusedUploadAsync(
        string method, string path, string json, params (string Field, string Name, string Type, string Content)[] files) =>
        RefusalOfAsync(method, path, Form(json, files));

    /// <summary>A call with a field that is not valid.</summary>
    /// <returns>The code of the field's error. The path of a field is as in <c>embeds.0.title</c>.</returns>
    public async Task<string?> InvalidAsync(string method, string path, string body, string field)
    {
        var errors = (await RefusalOfAsync(method, path, Content(body))).Json.GetProperty("errors");
        foreach (string part in field.Split('.'))
        {
            errors = errors.GetProperty(part);
        }

        return errors.Text("_errors.0.code");
    }

    private async Task<JsonElement> ExpectAsync(string method, string path, HttpContent? content, string? reason = null)
    {
        var (status, json) = await CallAsync(method, path, content, reason);
        Assert.True(status is >= 200 and < 300, $"{method} {path}: {status} {json}");
        return json;
    }

    private async Task<(int Status, JsonElement Json)> RefusalOfAsync(string method, string path, HttpContent? content)
    {
        var (status, json) = await CallAsync(method, path, content);
        Assert.True(status >= 400, $"{method} {path}: {status} {json}");
        return (status, json);
    }

    private async Task<(int Status, JsonElement Json)> CallAsync(
        string method, string path, HttpContent? content, string? reason = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path.TrimStart('/')) { Content = content };
        if (reason is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Audit-Log-Reason", Uri.EscapeDataString(reason));
        }

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    private static StringContent? Content(string? body) =>
        body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");

    private static MultipartFormDataContent Form(string json, (string Field, string Name, string Type, string Content)[] files)
    {
        var form = new MultipartFormDataContent { { new StringContent(json, Encoding.UTF8, "application/json"), "payload_json" } };
        foreach (var (field, name, type, content) in files)
        {
            form.Add(new StringContent(content) { Headers = { ContentType = new MediaTypeHeaderValue(type) } }, field, name);
        }

        return form;
    }
}
