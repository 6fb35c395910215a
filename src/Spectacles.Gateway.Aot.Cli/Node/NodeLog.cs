using Microsoft.Extensions.Logging;

namespace Spectacles.Gateway.Cli.Node;

/// <summary>
/// Writes the log of a node to standard error, one line for each message: warnings and errors, and what the node says of its normal work.
/// </summary>
/// <param name="errors">Where the lines go.</param>
internal sealed class NodeLog(TextWriter errors) : ILoggerFactory
{
    /// <summary>The category of nodes. The connections say nothing about normal work here: a node says it for all of them.</summary>
    private const string OfNodes = "Spectacles.Gateway.Fleet";

    private const string OfConnections = "Spectacles.Gateway";

    public ILogger CreateLogger(string categoryName) => new Lines(errors, categoryName switch
    {
        OfNodes => LogLevel.Information,
        OfConnections => LogLevel.Warning,
        _ => LogLevel.Error,
    });

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private sealed class Lines(TextWriter errors, LogLevel least) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        /// <summary>Not what is critical: it ends the node, and is then the last line.</summary>
        public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel <= LogLevel.Error;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // That all connections are back is said at the level of normal work.
            if (IsEnabled(logLevel) || eventId.Name == "Recovered")
            {
                string kind = logLevel switch
                {
                    LogLevel.Information => "info",
                    LogLevel.Warning => "warning",
                    _ => "error",
                };
                errors.WriteLine($"{kind}: {formatter(state, exception)}");
            }
        }
    }
}
