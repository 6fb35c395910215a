using Microsoft.AspNetCore.Http;

namespace Spectacles.Gateway.Testing;

/// <summary>Discord's REST API, as far as it is simulated.</summary>
internal sealed class RestApi(BotRegistry bots)
{
    private const string NotSimulatedHeader = "X-Not-Simulated";
    private const string ReasonHeader = "X-Audit-Log-Reason";

    public async Task ServeAsync(HttpContext context, string[] path)
    {
        var request = context.Request;
        var body = await RestBody.ReadAsync(request, context.RequestAborted);
        var route = ApiDocument.V10.Find(request.Method, path);
        var owner = bots.Find(request.Headers.Authorization);
        var bot = owner ?? (path is ["interactions" or "webhooks", _, var token, ..] ? bots.WithToken(token) : bots.First);
        var answer = bot.Script.RefusesRestCall()
            ? Refuse(context, bot.Script.RestRefusal)
            : Answer(request, bot, route, path, body, isAuthorized: route?.IsOpen == true || owner is not null);
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

        bot.Journal.Called(
            new RestCall(request.Method, RestPath.Describe(path), body.Text, answer.Status) { IsSimulated = !answer.IsNotSimulated });
    }

    private static RestAnswer Answer(
        HttpRequest request, GatewayState bot, ApiRoute? route, string[] path, RestBody body, bool isAuthorized)
    {
        if (!isAuthorized)
        {
            return RestAnswer.Unauthorized;
        }

        if (route is null || RestRoutes.All.Find(route) is not { } handler)
        {
            return RestAnswer.NotSimulated(bot.UnknownRouteStatus, $"{request.Method} {RestPath.Describe(path)}");
        }

        if (!body.IsValid)
        {
            return RestAnswer.InvalidJson;
        }

        var errors = new FormCheck(ApiDocument.V10).Check(route, body.Json, request.Query);
        return errors.Count > 0
            ? RestAnswer.InvalidForm(errors)
            : handler(new RestRequest(bot, route, path, request.Query, body)
            {
                Reason = request.Headers[ReasonHeader] is [{ } reason, ..] ? Uri.UnescapeDataString(reason) : null,
            });
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
}
