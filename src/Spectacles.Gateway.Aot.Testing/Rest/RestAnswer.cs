using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The response to a REST call.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The JSON; empty for none.</param>
internal sealed record RestAnswer(int Status, byte[] Body)
{
    /// <summary>Discord's error body.</summary>
    /// <remarks>https://discord.com/developers/docs/topics/opcodes-and-status-codes#json</remarks>
    public static RestAnswer Error(int status, int code, string message) => new(status, ErrorBody.Write(code, message));

    /// <summary>Discord's error body for a field that is not valid.</summary>
    /// <remarks>https://discord.com/developers/docs/reference#error-messages</remarks>
    public static RestAnswer InvalidForm(string field, string code, string message)
    {
        var errors = new FormErrors();
        errors[field].Add(code, message);
        return InvalidForm(errors);
    }

    /// <inheritdoc cref="InvalidForm(string, string, string)"/>
    public static RestAnswer InvalidForm(FormErrors errors) => new(400, Json.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("message", "Invalid Form Body");
        writer.WriteNumber("code", 50035);
        writer.WritePropertyName("errors");
        errors.Write(writer);
        writer.WriteEndObject();
    }));

    /// <summary>No response at all.</summary>
    public static RestAnswer None { get; } = new(0, []);

    public static RestAnswer NoContent { get; } = new(204, []);

    public static RestAnswer Unauthorized { get; } = Of(RestFault.Unauthorized);

    public string ContentType { get; private init; } = "application/json";

    /// <summary>The headers, without those of the body.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; private init; } = [];

    /// <summary>The scope of a 429; null for any other response.</summary>
    public RateLimitScope? LimitScope { get; private init; }

    /// <summary>Whether the route is not simulated, which says nothing about Discord.</summary>
    public bool IsNotSimulated { get; private init; }

    /// <summary>
    /// The response to a route that is not simulated. The body and a header say so, because 404 alone would look like a wrong path.
    /// </summary>
    public static RestAnswer NotSimulated(int status, string call) => new(
        status, status == 204 ? [] : Error(status, 0, $"not simulated: {call}").Body)
    { IsNotSimulated = true };

    public static RestAnswer InvalidJson { get; } = Error(400, 50109, "The request body contains invalid JSON.");

    /// <summary>The response of a fault.</summary>
    public static RestAnswer Of(RestFault fault) => new(fault.Status, fault.Body)
    {
        ContentType = fault.ContentType,
        Headers = fault.Headers,
        LimitScope = fault.Scope,
    };

    /// <summary>The same response with more headers.</summary>
    public RestAnswer With(IReadOnlyList<(string Name, string Value)> more) => this with { Headers = [.. Headers, .. more] };

    public static RestAnswer Ok(Action<Utf8JsonWriter> write) => new(200, Json.Write(write));

    /// <summary>A list as the response.</summary>
    public static RestAnswer Ok<T>(IEnumerable<T> items, Action<Utf8JsonWriter, T> write) => Ok(writer =>
    {
        writer.WriteStartArray();
        foreach (var item in items)
        {
            write(writer, item);
        }

        writer.WriteEndArray();
    });
}
