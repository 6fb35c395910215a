namespace Spectacles.Gateway.Hosting;

/// <summary>What a host does after an error that a bot cannot recover from.</summary>
public enum FatalExit
{
    /// <summary>
    /// Stops the host. The exit code of the process is 78 if the configuration is wrong
    /// (<see cref="GatewayException.IsConfigurationError"/>,
    /// or an invalid option), and otherwise 1. A supervisor should not restart the process after 78.
    /// </summary>
    StopHost,

    /// <summary>
    /// Keeps the host running. The health check <c>discord-ready</c> is unhealthy. Use it where every exit of a process is followed by a
    /// restart, as in Kubernetes. If the API has refused the token from a <see cref="GatewayBotOptions.TokenFile"/>, the bot starts when
    /// the file contains another token.
    /// </summary>
    StayNotReady,
}
