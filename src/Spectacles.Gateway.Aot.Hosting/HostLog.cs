using Microsoft.Extensions.Logging;

namespace Spectacles.Gateway.Hosting;

/// <summary>The log messages of the hosting package, with stable event ids and names.</summary>
internal static partial class HostLog
{
    [LoggerMessage(101, LogLevel.Critical, "{Bot} can't run: {Message} {Next}", EventName = "Misconfigured")]
    public static partial void Misconfigured(ILogger logger, string bot, string message, string next);

    [LoggerMessage(102, LogLevel.Critical, "{Bot} has failed: {Message} {Next}", EventName = "BotFailed")]
    public static partial void Failed(ILogger logger, string bot, string message, string next, Exception? exception);

    [LoggerMessage(103, LogLevel.Information, "{Bot} has ended after the error above. {Next}", EventName = "BotEnded")]
    public static partial void EndedAfterError(ILogger logger, string bot, string next);

    [LoggerMessage(104, LogLevel.Information, "{Bot} was stopped by the program.", EventName = "BotStopped")]
    public static partial void Stopped(ILogger logger, string bot);
}
