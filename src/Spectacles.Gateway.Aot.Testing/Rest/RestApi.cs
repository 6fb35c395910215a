using System.Text;
using Microsoft.AspNetCore.Http;

namespace Spectacles.Gateway.Testing;

/// <summary>The part of Discord's REST API that a gateway bot uses.</summary>
internal sealed class RestApi(GatewayState state, CommandCalls commands, ReplyCalls replies)
{
    public async Task ServeAsync(HttpContext context, string[] path)
    {
        var request = context.Request;
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        string body = await reader.ReadToEndAsync(context.RequestAborted);
        var answer = state.Script.RefusesRestCall()
            ? Refuse(context, state.Script.RestRefusal)
            : Answer(request, path, Encoding.UTF8.GetBytes(body));
        context.Response.StatusCode = answer.Status;
        if (answer.Body.Length > 0)
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = answer.Body.Length;
            await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
        }

        state.Journal.Calls.Record(new RestCall(request.Method, Describe(path), body, answer.Status));
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
                return replies.AnswerInteraction(id, token, body, withResponse: request.Query["with_response"] == "true");
        }

        if (!TokenCheck.Equal(request.Headers.Authorization, state.Rules.Token))
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
            _ => RestAnswer.NotFound,
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

    private static string Describe(string[] path) =>
        path is ["interactions", var id, _, "callback"] ? $"/interactions/{id}/.../callback" : "/" + string.Join('/', path);
}
