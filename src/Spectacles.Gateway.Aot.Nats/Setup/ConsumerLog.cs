using Microsoft.Extensions.Logging;

namespace Spectacles.Gateway.Fleet;

/// <summary>Logs of consumers.</summary>
internal static partial class ConsumerLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Action} of the consumer {Consumer} of the stream {Stream}")]
    public static partial void Written(ILogger logger, string action, string consumer, string stream);
}
