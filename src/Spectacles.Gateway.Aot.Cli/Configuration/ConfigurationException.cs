namespace Spectacles.Gateway.Cli.Configuration;

/// <summary>The configuration is wrong: a repetition does not help.</summary>
/// <param name="message">Where it is wrong, and what is allowed.</param>
/// <param name="cause">The cause; null if there is none.</param>
internal sealed class ConfigurationException(string message, Exception? cause = null) : Exception(message, cause);
