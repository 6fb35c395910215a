using Microsoft.Extensions.Logging;

namespace Spectacles.Gateway.Rest;

/// <summary>What sending logs. Routes are named by their templates, which contain no token.</summary>
internal static partial class SendingLog
{
    [LoggerMessage(4, LogLevel.Warning, "{Route}: {Failure}; sent again in {Seconds} s", EventName = "Repeated")]
    public static partial void Repeated(ILogger logger, string route, string failure, double seconds);

    [LoggerMessage(5, LogLevel.Warning, "The token file {Path} can't be used: {Problem}", EventName = "TokenFile")]
    public static partial void TokenFile(ILogger logger, string path, string problem);
}
