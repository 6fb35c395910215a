using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Spectacles.Gateway.Testing;

/// <summary>The part of Discord's REST API that a gateway bot uses.</summary>
internal sealed class RestApi(GatewayState state, CommandCalls commands, ReplyCalls replies, InteractionCalls interactions)
{
    private const string NotSimulatedHeader = "X-Not-Simulated";

    private static readonly string[] VoiceRegions = ["brazil", "japan", "rotterdam", "us-east"];

    public async Task ServeAsync(HttpContext context, string[] path)
    {
        var request = context.Request;
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        string body = await reader.ReadToEndAsync(context.RequestAborted);
        var answer = state.Script.RefusesRestCall()
            ? Refuse(context, state.Script.RestRefusal)
            : Answer(request, path, Encoding.UTF8.GetBytes(body));
        context.Response.StatusCode = answer.Status;
        if (answer.IsNotSimulated)
        {
            context.Response.Headers[NotSimulatedHeader] = "true";
        }

        if (answer.Body.Length > 0)
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = answer.Body.Length;
            await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
        }

        state.Journal.Called(new RestCall(request.Method, Describe(path), body, answer.Status) { IsSimulated = !answer.IsNotSimulated });
    }

    private static RestAnswer Refuse(HttpContext context, RestRefusal refusal)
    {
        if (refusal.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds))
                .ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return refusal.Status != 429
            ? RestAnswer.Error(refusal.Status, 0, "The script refuses this call.")
            : new RestAnswer(429, Json.Write(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("message", "You are being rate limited.");
                writer.WriteNumber("retry_after", (refusal.RetryAfter ?? TimeSpan.FromSeconds(1)).TotalSeconds);
                writer.WriteBoolean("global", false);
                writer.WriteEndObject();
            }));
    }

    private RestAnswer Answer(HttpRequest request, string[] path, byte[] body)
    {
        switch (request.Method, path)
        {
            case ("GET", ["gateway"]):
                return RestAnswer.Ok(writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteString("url", state.Url);
                    writer.WriteEndObject();
                });
            // The interaction's token in the path authorises the response.
            case ("POST", ["interactions", var id, var token, "callback"]):
                return interactions.Respond(id, token, body, withResponse: IsTrue(request.Query["with_response"]));

            // So does that of a follow-up message, which is a call of a webhook.
            case (_, ["webhooks", var application, var token, .. var rest]):
                return interactions.Follow(request.Method, application, token, rest, body);
        }

        if (!TokenCheck.IsAccepted(request.Headers.Authorization, state.Rules.Tokens))
        {
            return RestAnswer.Unauthorized;
        }

        return (request.Method, path) switch
        {
            ("GET", ["gateway", "bot"]) => GatewayBot(),
            ("GET", ["users", "@me"]) => RestAnswer.Ok(writer => writer.WriteOwnUser(state.World.Bot)),
            ("GET", ["oauth2", "applications", "@me"]) or ("GET", ["applications", "@me"]) =>
                new RestAnswer(200, ReadyWriting.Application(state.World, state.Rules.EnabledPrivilegedIntents)),
            ("PUT" or "POST" or "GET", ["applications", var id, "commands"]) => commands.Answer(request.Method, id, null, body),
            ("PUT" or "POST" or "GET", ["applications", var id, "guilds", var guild, "commands"]) =>
                commands.Answer(request.Method, id, guild, body),
            ("POST", ["channels", var id, "messages"]) => replies.CreateMessage(id, body),
            ("GET", ["voice", "regions"]) => RestAnswer.Ok(WriteVoiceRegions),
            _ => RestAnswer.NotSimulated(state.UnknownRouteStatus, $"{request.Method} {Describe(path)}"),
        };
    }

    private RestAnswer GatewayBot() => RestAnswer.Ok(writer =>
    {
        var starts = state.Rules.Starts;
        (int remaining, var resetAfter) = starts.Read();
        writer.WriteStartObject();
        writer.WriteString("url", state.Url);
        writer.WriteNumber("shards", state.RecommendedShards);
        writer.WriteStartObject("session_start_limit");
        writer.WriteNumber("total", starts.Total);
        writer.WriteNumber("remaining", remaining);
        writer.WriteNumber("reset_after", (long)resetAfter.TotalMilliseconds);
        writer.WriteNumber("max_concurrency", state.Rules.MaxConcurrency);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    /// <remarks>https://discord.com/developers/docs/resources/voice#voice-region-object</remarks>
    private static void WriteVoiceRegions(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (string id in VoiceRegions)
        {
            writer.WriteStartObject();
            writer.WriteString("id", id);
            writer.WriteString("name", id);
            writer.WriteBoolean("optimal", id == VoiceRegions[^1]);
            writer.WriteBoolean("deprecated", false);
            writer.WriteBoolean("custom", false);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Reads a boolean in a query, which clients write in any case.</summary>
    private static bool IsTrue(string? value) => value is "1" || (bool.TryParse(value, out bool isTrue) && isTrue);

    /// <summary>The path without the token of an interaction or a webhook.</summary>
    private static string Describe(string[] path) => path switch
    {
        ["interactions" or "webhooks", var id, _, .. var rest] => $"/{path[0]}/{id}/.../{string.Join('/', rest)}".TrimEnd('/'),
        _ => "/" + string.Join('/', path),
    };
}
