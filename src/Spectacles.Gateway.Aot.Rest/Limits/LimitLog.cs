using Microsoft.Extensions.Logging;

namespace Spectacles.Gateway.Rest;

/// <summary>What the rate limits log. Routes are named by their templates, which contain no token. The values are
/// strings and numbers: a bot contains the code for each other type that is logged.</summary>
internal static partial class LimitLog
{
    [LoggerMessage(
        1, LogLevel.Warning, "{Route}: 429, scope {Scope}; waiting {Seconds} s", EventName = "RateLimited")]
    public static partial void Limited(ILogger logger, string route, string scope, double seconds);

    [LoggerMessage(
        2,
        LogLevel.Error,
        "{Count} responses with 401, 403 or 429 in ten minutes: calls stop for {Seconds} s, because Discord bans the address at 10,000",
        EventName = "InvalidRequestLimitReached")]
    public static partial void Stopped(ILogger logger, int count, double seconds);

    [LoggerMessage(
        3, LogLevel.Error, "{Route}: 401, the bot's token is not valid; no authorized call is sent any more", EventName = "TokenRefused")]
    public static partial void TokenRefused(ILogger logger, string route);
}
