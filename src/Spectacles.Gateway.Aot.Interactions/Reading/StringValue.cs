using System.ComponentModel;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Reads texts as they are. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct StringValue : IEnteredValue<string>
{
    /// <inheritdoc/>
    public static string Read(TextView text, ReadOnlySpan<byte> name, in InteractionRequest request) => text.ToString();
}
