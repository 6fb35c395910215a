using System.Globalization;

namespace FleetSoak.Fleet;

/// <summary>A clock whose time of day can be moved. Timers and durations do not change, as on a machine whose clock is set.</summary>
internal sealed class JumpingClock : TimeProvider
{
    private const string Command = "clock ";

    private long offset;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>The line that tells a process to move its clock.</summary>
    /// <param name="offset">The difference from the clock of the system.</param>
    public static string To(TimeSpan offset) => string.Create(CultureInfo.InvariantCulture, $"{Command}{offset.Ticks}");

    /// <summary>Moves the clock if the line says so.</summary>
    public void Receive(string line)
    {
        if (line.StartsWith(Command, StringComparison.Ordinal))
        {
            Volatile.Write(ref offset, long.Parse(line[Command.Length..], CultureInfo.InvariantCulture));
        }
    }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Volatile.Read(ref offset));
}
