using System.ComponentModel;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Interactions;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Reads who caused an interaction, and with which message. For generated code.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InvokingObjects
{
    /// <summary>Reads the user.</summary>
    public static User User(in InteractionRequest request)
    {
        var member = request.Interaction.Member;
        return member.HasValue ? member.User.ToModel() : request.Interaction.User.ToModel();
    }

    /// <summary>Reads the member.</summary>
    /// <exception cref="OptionException">The interaction is from direct messages.</exception>
    public static GuildMember Member(in InteractionRequest request) =>
        MemberOrNull(in request) ?? throw new OptionException("", texts => texts.OnlyInServers);

    /// <summary>Reads the member; null in direct messages.</summary>
    public static GuildMember? MemberOrNull(in InteractionRequest request)
    {
        var member = request.Interaction.Member;
        return member.HasValue ? member.ToModel() : null;
    }

    /// <summary>Reads the message that has the component.</summary>
    public static Message Message(in InteractionRequest request) => request.Interaction.Message.ToModel();
}
