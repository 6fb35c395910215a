namespace Spectacles.Gateway;

/// <summary>What to do with a command that is sent while its shard is connecting, identifying or resuming.</summary>
public enum WhenNotReady
{
    /// <summary>Wait for READY or RESUMED, after the commands that were sent earlier.</summary>
    Wait,

    /// <summary>Throw without sending, for commands that are not useful later.</summary>
    Fail,
}
