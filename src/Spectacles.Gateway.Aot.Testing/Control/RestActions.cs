using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>What happens to REST calls.</summary>
internal static class RestActions
{
    public static Task<ControlAnswer> SetLimit(ControlRequest request)
    {
        request.Gateway.Limits.Set(
            request.Required("method"),
            request.Required("route"),
            (int)request.Body.Integer("limit")!.Value,
            request.Seconds("seconds") ?? TimeSpan.FromSeconds(1),
            request.Body.Text("bucket"));
        return Task.FromResult(ControlAnswer.NoContent);
    }

    public static Task<ControlAnswer> Fail(ControlRequest request)
    {
        var wait = request.Seconds("retry_after");
        int status = (int)(request.Body.Integer("status") ?? 502);
        var fault = request.Required("kind") switch
        {
            "status" => RestFault.Error(status, 0, "The test refuses this call."),
            "proxy" => RestFault.FromProxy(status, wait),
            "user-limit" => RestFault.RateLimit(RateLimitScope.User, wait ?? TimeSpan.FromSeconds(1)),
            "shared-limit" => RestFault.RateLimit(RateLimitScope.Shared, wait ?? TimeSpan.FromSeconds(1)),
            "global-limit" => RestFault.RateLimit(RateLimitScope.Global, wait ?? TimeSpan.FromSeconds(1)),
            "unauthorized" => RestFault.Unauthorized,
            "cut-before" => RestFault.CutBeforeCall,
            _ => RestFault.CutAfterCall,
        };
        int count = (int)request.Body.Integer("count")!.Value;
        if (request.Body.Text("method") is { } method && request.Body.Text("route") is { } route)
        {
            request.Gateway.Script.FailRestCalls(count, fault, method, route);
        }
        else
        {
            request.Gateway.Script.FailRestCalls(count, fault);
        }

        return Task.FromResult(ControlAnswer.NoContent);
    }

    public static Task<ControlAnswer> SetLatency(ControlRequest request)
    {
        var script = request.Gateway.Script;
        script.RestLatency = request.Seconds("seconds") ?? script.RestLatency;
        script.RestLatencyJitter = request.Seconds("jitter") ?? script.RestLatencyJitter;
        script.ClockOffset = request.Seconds("clock_offset") ?? script.ClockOffset;
        return Task.FromResult(ControlAnswer.NoContent);
    }

    /// <summary>Adds an answer to those that were set before.</summary>
    public static Task<ControlAnswer> Answer(ControlRequest request)
    {
        var (method, path) = (request.Required("method"), request.Required("path"));
        string json = request.Body.Field("body") is { ValueKind: not JsonValueKind.Undefined } body ? body.GetRawText() : "";
        var answer = new UnknownRouteAnswer((int)request.Body.Integer("status")!.Value, json);
        var others = request.Gateway.AnswerUnknownRoute;
        request.Gateway.AnswerUnknownRoute = call =>
            call.Method == method && call.Path == path ? answer : others?.Invoke(call);
        return Task.FromResult(ControlAnswer.NoContent);
    }
}
