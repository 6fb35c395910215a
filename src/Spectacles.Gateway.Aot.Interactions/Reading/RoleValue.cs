using System.ComponentModel;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Reads roles by their ids. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct RoleValue : IEnteredValue<Role>
{
    /// <inheritdoc/>
    public static Role Read(TextView text, ReadOnlySpan<byte> name, in InteractionRequest request) =>
        ResolvedObjects.FindRole(in request, ResolvedObjects.IdOf(text))
            ?? throw ResolvedObjects.Unfit(name, texts => texts.NeedsRole);
}
