using Microsoft.Extensions.Logging;

namespace Spectacles.Gateway.Cli.Node;

/// <summary>Writes the warnings and errors of a node to standard error, one line each.</summary>
/// <param name="errors">Where the lines go.</param>
internal sealed class NodeLog(TextWriter errors) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    /// <summary>Not what is critical: it ends the node, and is then the last line.</summary>
    public bool IsEnabled(LogLevel logLevel) => logLevel is LogLevel.Warning or LogLevel.Error;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            errors.WriteLine($"{(logLevel == LogLevel.Warning ? "warning" : "error")}: {formatter(state, exception)}");
        }
    }

    public void Dispose()
    {
    }
}
