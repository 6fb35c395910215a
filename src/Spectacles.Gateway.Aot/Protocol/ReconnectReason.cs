namespace Spectacles.Gateway;

/// <summary>The reason for the end of a connection, as one of a few words.</summary>
internal static class ReconnectReason
{
    public static string Of(in ConnectionEnd end) => end switch
    {
        { ByUser: true } => "user",
        { Step.IsRequested: true } => "requested",
        { Step: { PauseFirst: true, Code: null } } => "invalid_session",
        { Step.Code: not null } => "closed",
        { Step.Fault: { } fault } => fault,
        { WasGreeted: false } => "unreachable",
        _ => "lost",
    };
}
