namespace Spectacles.Gateway;

/// <summary>What becomes of a command that is sent while its shard connects, identifies or resumes.</summary>
public enum WhenNotReady
{
    /// <summary>It waits for READY or RESUMED, behind the commands that were sent before it.</summary>
    Wait,

    /// <summary>It is not sent, and the call throws: for what is of no use later.</summary>
    Fail,
}
