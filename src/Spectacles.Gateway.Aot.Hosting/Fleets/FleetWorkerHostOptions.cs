using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Hosting;

/// <summary>
/// The options of a worker of a fleet in a host. They are bound from the configuration section <c>Fleet</c>. A key of the section that is
/// not the name of an option is an error.
/// </summary>
/// <remarks>The options are read when the host starts. What an option means is documented on <see cref="FleetWorkerOptions"/>.</remarks>
public sealed class FleetWorkerHostOptions
{
    // A field, because the configuration binder's generator reads every property.
    private static readonly FleetWorkerOptions Defaults = new() { Group = "main" };

    /// <summary><inheritdoc cref="FleetWorkerOptions.Group" path="/summary/node()"/> <c>main</c> by default.</summary>
    public string Group { get; set; } = Defaults.Group;

    /// <inheritdoc cref="FleetWorkerOptions.Events"/>
    public IList<string> Events { get; } = [];

    /// <inheritdoc cref="FleetWorkerOptions.MaxInFlight"/>
    public int MaxInFlight { get; set; } = Defaults.MaxInFlight;

    /// <inheritdoc cref="FleetWorkerOptions.MaxAttempts"/>
    public int MaxAttempts { get; set; } = Defaults.MaxAttempts;

    /// <inheritdoc cref="FleetWorkerOptions.RetryDelay"/>
    public TimeSpan RetryDelay { get; set; } = Defaults.RetryDelay;

    /// <inheritdoc cref="FleetWorkerOptions.HandlerTimeout"/>
    public TimeSpan HandlerTimeout { get; set; } = Defaults.HandlerTimeout;

    /// <summary>
    /// The time limit for handlers when the host stops; 8 seconds by default. The answers to the broker may take 19 seconds more. The
    /// shutdown time-out of the host is extended if it is shorter than this time and 25 seconds.
    /// </summary>
    public TimeSpan StopTimeout { get; set; } = Defaults.StopTimeout;
}
