using System.Globalization;
using System.Text;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace Spectacles.Gateway.Testing;

/// <summary>Discord's REST API, as far as it is simulated.</summary>
internal sealed class RestApi(BotRegistry bots)
{
    private const string NotSimulatedHeader = "X-Not-Simulated";
    private const string ReasonHeader = "X-Audit-Log-Reason";
    private const string LocaleHeader = "X-Discord-Locale";

    public async Task ServeAsync(HttpContext context, string[] path)
    {
        var request = context.Request;
        var body = await RestBody.ReadAsync(request, acceptsForms: true, context.RequestAborted);
        var route = ApiDocument.V10.Find(request.Method, path);
        var owner = bots.Find(IsBearer(request, path) ? BearerToken(request) : request.Headers.Authorization);
        var bot = owner ?? (path is ["interactions" or "webhooks", _, var token, ..] ? bots.WithToken(token) : bots.First);
        var ban = bot.Limits.Ban;
        var fault = ban ?? bot.Script.TakeRestFault(route);
        var answer = fault switch
        {
            null or { How: RestFault.Manner.CutAfter } => Answer(request, bot, route, path, body, owner is not null),
            { How: RestFault.Manner.CutBefore } => RestAnswer.None,
            { Scope: RateLimitScope.User or RateLimitScope.Shared } when route is not null =>
                RestAnswer.Of(fault).With(bot.Limits.Read(route, path, bot.Script.RestTime)),
            _ => RestAnswer.Of(fault),
        };
        if (ban is null && !answer.IsNotSimulated)
        {
            bot.Limits.Answered(answer.Status, answer.LimitScope);
        }

        bool isCut = fault is { How: not RestFault.Manner.Response };
        var due = isCut ? Task.CompletedTask : bot.Script.WaitForResponseAsync(context.RequestAborted);
        bot.Journal.Called(new RestCall(request.Method, RestPath.Describe(path), body.Text, answer.Status)
        {
            IsSimulated = !answer.IsNotSimulated,
            IsAnswered = !isCut,
            Reason = ReasonOf(request),
        });
        if (isCut)
        {
            context.Features.Get<Link>()!.Reset();
            return;
        }

        var date = bot.Script.RestTime;
        await due;
        await WriteAsync(context, answer, date);
    }

    private static async Task WriteAsync(HttpContext context, RestAnswer answer, DateTimeOffset date)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.Headers.Date = date.ToString("R", CultureInfo.InvariantCulture);
        foreach ((string name, string value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        if (answer.IsNotSimulated)
        {
            response.Headers[NotSimulatedHeader] = "true";
        }

        if (answer.Body.Length > 0)
        {
            response.ContentType = answer.ContentType;
            response.ContentLength = answer.Body.Length;
            await response.Body.WriteAsync(answer.Body, context.RequestAborted);
        }
    }

    private static RestAnswer Answer(HttpRequest request, GatewayState bot, ApiRoute? route, string[] path, RestBody body, bool isBot)
    {
        if (!isBot && route?.IsOpen != true)
        {
            return RestAnswer.Unauthorized;
        }

        if (route is null)
        {
            return AnswerUnknown(request, bot, path, body);
        }

        var verdict = bot.Limits.Take(route, path, body.Json, isBot, bot.Script.RestTime);
        var answer = verdict.Refusal is { } refusal ? RestAnswer.Of(refusal) : Carry(request, bot, route, path, body);
        return answer.With(verdict.Headers);
    }

    /// <summary>Carries out a call that the limits allow.</summary>
    private static RestAnswer Carry(HttpRequest request, GatewayState bot, ApiRoute route, string[] path, RestBody body)
    {
        if (RestRoutes.All.Find(route) is not { } handler)
        {
            return AnswerUnknown(request, bot, path, body);
        }

        if (body.Refusal is { } refusal)
        {
            return refusal;
        }

        var errors = new FormCheck(ApiDocument.V10).Check(route, body.Json, request.Query);
        return errors.Count > 0
            ? RestAnswer.InvalidForm(errors)
            : handler(new RestRequest(bot, route, path, request.Query, body)
            {
                Reason = ReasonOf(request),
                Locale = Locale(request),
                IsBearer = IsBearer(request, path),
            });
    }

    private static string? ReasonOf(HttpRequest request) =>
        request.Headers[ReasonHeader] is [{ } reason, ..] ? Uri.UnescapeDataString(reason) : null;

    /// <summary>The answer of the test, or one that says that the route is not simulated.</summary>
    private static RestAnswer AnswerUnknown(HttpRequest request, GatewayState bot, string[] path, RestBody body)
    {
        string described = RestPath.Describe(path);
        return bot.AnswerUnknownRoute?.Invoke(new RestCall(request.Method, described, body.Text, 0)) is { } own
            ? new RestAnswer(own.Status, Encoding.UTF8.GetBytes(own.Json))
            : RestAnswer.NotSimulated(bot.UnknownRouteStatus, $"{request.Method} {described}");
    }

    /// <summary>Whether the call has a user's token. Of the simulated routes, only those of application commands accept it.</summary>
    private static bool IsBearer(HttpRequest request, string[] path) =>
        path is ["applications", ..] && BearerToken(request) is not null;

    private static string? BearerToken(HttpRequest request) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var value)
        && value.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
            ? value.Parameter
            : null;

    private static string? Locale(HttpRequest request) =>
        request.Headers[LocaleHeader] is [{ Length: > 0 } locale, ..]
            ? locale
            : request.GetTypedHeaders().AcceptLanguage.MaxBy(language => language.Quality ?? 1)?.Value.Value;
}
