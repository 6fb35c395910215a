using System.ComponentModel;
using System.Text;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Interactions;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Reads the objects that Discord sends beside their ids. For generated code.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-resolved-data-structure</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ResolvedObjects
{
    /// <summary>The digits of the greatest id.</summary>
    private const int LongestId = 20;

    /// <summary>Reads the user of a user command.</summary>
    public static User TargetUser(in InteractionRequest request) =>
        FindUser(in request, request.Data.TargetId ?? default) ?? throw Unfit("user"u8, texts => texts.NeedsUser);

    /// <summary>Reads the user of a user command as a member of the guild.</summary>
    /// <exception cref="OptionException">The user is not a member.</exception>
    public static GuildMember TargetMember(in InteractionRequest request) =>
        FindMember(in request, request.Data.TargetId ?? default) ?? throw Unfit("user"u8, texts => texts.NeedsMember);

    /// <summary>Reads the message of a message command.</summary>
    public static Message TargetMessage(in InteractionRequest request)
    {
        var data = request.Data;
        return data.Resolved.Messages.TryGetValue(data.TargetId ?? default, out var message)
            ? message.ToModel()
            : throw Unfit("message"u8, texts => texts.NeedsMessage);
    }

    internal static Snowflake IdOf(TextView text)
    {
        Span<byte> digits = stackalloc byte[LongestId];
        return text.TryCopyTo(digits, out int length) && SnowflakeText.TryRead(digits[..length], out var id) ? id : default;
    }

    internal static User? FindUser(in InteractionRequest request, Snowflake id) =>
        request.Data.Resolved.Users.TryGetValue(id, out var user) ? user.ToModel() : null;

    /// <summary>A member is sent without its user, which is sent beside it.</summary>
    internal static GuildMember? FindMember(in InteractionRequest request, Snowflake id)
    {
        var resolved = request.Data.Resolved;
        return resolved.Members.TryGetValue(id, out var member) && resolved.Users.TryGetValue(id, out var user)
            ? Join(member.ToModel(), user.ToModel())
            : null;
    }

    internal static Role? FindRole(in InteractionRequest request, Snowflake id) =>
        request.Data.Resolved.Roles.TryGetValue(id, out var role) ? role.ToModel() : null;

    internal static Channel? FindChannel(in InteractionRequest request, Snowflake id) =>
        request.Data.Resolved.Channels.TryGetValue(id, out var channel) ? channel.ToModel() : null;

    internal static Attachment? FindAttachment(in InteractionRequest request, Snowflake id) =>
        request.Data.Resolved.Attachments.TryGetValue(id, out var attachment) ? attachment.ToModel() : null;

    internal static Mentionable? FindMentionable(in InteractionRequest request, Snowflake id)
    {
        if (FindRole(in request, id) is { } role)
        {
            return new Mentionable(id, null, null, role);
        }

        var member = FindMember(in request, id);
        return (member?.User ?? FindUser(in request, id)) is { } user ? new Mentionable(id, user, member, null) : null;
    }

    /// <summary>Says that a value does not fit.</summary>
    internal static OptionException Unfit(ReadOnlySpan<byte> name, Func<InteractionTexts, string> sentence) =>
        new(Encoding.UTF8.GetString(name), sentence);

    private static GuildMember Join(PartialMember member, User user) => new()
    {
        User = user,
        Nick = member.Nick,
        Roles = member.Roles,
        PremiumSince = member.PremiumSince,
        Pending = member.Pending,
        CommunicationDisabledUntil = member.CommunicationDisabledUntil,
        AvatarDecorationData = member.AvatarDecorationData,
        Collectibles = member.Collectibles,
        Flags = member.Flags,
        Avatar = member.Avatar,
        Banner = member.Banner,
        JoinedAt = member.JoinedAt,
        Deaf = member.Deaf,
        Mute = member.Mute,
        Permissions = member.Permissions,
    };
}
