namespace Hostile.Tests;

/// <summary>What becomes of the bot while it is attacked.</summary>
internal enum Ending
{
    /// <summary>It has a connection, or tries to get one.</summary>
    Serves,

    /// <summary>Spawning throws.</summary>
    Refuses,

    /// <summary>The cluster's completion faults.</summary>
    Ends,
}
