using System.ComponentModel;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Reads members of the guild by their ids. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct MemberValue : IEnteredValue<GuildMember>
{
    /// <inheritdoc/>
    public static GuildMember Read(TextView text, ReadOnlySpan<byte> name, in InteractionRequest request) =>
        ResolvedObjects.FindMember(in request, ResolvedObjects.IdOf(text))
            ?? throw ResolvedObjects.Unfit(name, texts => texts.NeedsMember);
}
