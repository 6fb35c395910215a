using System.ComponentModel;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Reads users by their ids. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UserValue : IEnteredValue<User>
{
    /// <inheritdoc/>
    public static User Read(TextView text, ReadOnlySpan<byte> name, in InteractionRequest request) =>
        ResolvedObjects.FindUser(in request, ResolvedObjects.IdOf(text))
            ?? throw ResolvedObjects.Unfit(name, texts => texts.NeedsUser);
}
