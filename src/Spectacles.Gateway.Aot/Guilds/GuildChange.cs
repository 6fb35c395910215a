namespace Spectacles.Gateway;

/// <summary>A change of a guild in a <see cref="GuildDirectory"/>.</summary>
/// <param name="Kind">What has happened.</param>
/// <param name="Before">The guild before the change; null if it was not known.</param>
/// <param name="After">The guild after the change; null if the bot has left it.</param>
/// <param name="SubjectId">
/// The role, channel or user that the change is about; null if it is about the guild itself. For example,
/// <c>change.Before?.FindVoiceState(change.SubjectId.Value)</c> is the voice state before the change.
/// </param>
public sealed record GuildChange(GuildChangeKind Kind, GuildEntry? Before, GuildEntry? After, Snowflake? SubjectId = null)
{
    /// <summary>The guild after the change, or before it if the bot has left it.</summary>
    public GuildEntry Guild => After ?? Before ?? throw new InvalidOperationException("The change has no guild.");
}
