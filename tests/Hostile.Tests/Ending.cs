namespace Hostile.Tests;

/// <summary>The state of the bot during an attack.</summary>
internal enum Ending
{
    /// <summary>It has a connection or is connecting.</summary>
    Serves,

    /// <summary>Spawning throws.</summary>
    Refuses,

    /// <summary>The cluster's completion faults.</summary>
    Ends,
}
