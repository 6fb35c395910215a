using Microsoft.Extensions.Logging;

namespace Spectacles.Gateway;

/// <summary>A log message with its stable id and name.</summary>
/// <remarks>
/// Not <c>LoggerMessage</c>, which NativeAOT compiles once for each combination of structs among the values: 60 KB of each bot.
/// </remarks>
/// <param name="id">The event id.</param>
/// <param name="level">The level.</param>
/// <param name="name">The event name.</param>
/// <param name="template">The text, with the names of the values in braces: <c>{Seconds:0.0}</c>.</param>
internal sealed class LogMessage(int id, LogLevel level, string name, string template)
{
    public int Id => id;

    public LogLevel Level => level;

    public string Name => name;

    public string Template => template;

    /// <summary>Logs the message if its level is enabled.</summary>
    /// <param name="logger">The logger.</param>
    /// <param name="exception">The exception that caused it.</param>
    /// <param name="values">The values, in the order of the template.</param>
    public void Write(ILogger logger, Exception? exception, params object?[] values)
    {
        if (logger.IsEnabled(level))
        {
            logger.Log(level, new EventId(id, name), new LogValues(template, values), exception, static (all, _) => all.ToString());
        }
    }
}
