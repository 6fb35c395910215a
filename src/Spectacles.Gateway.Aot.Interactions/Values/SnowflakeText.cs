using System.ComponentModel;
using System.Globalization;
using Spectacles.Gateway.Interactions;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Reads ids. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SnowflakeText : ITextValue<Snowflake>
{
    /// <inheritdoc/>
    public static Func<InteractionTexts, string> Sentence => static texts => texts.NeedsId;

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> text, out Snowflake value)
    {
        bool isId = ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong id);
        value = id;
        return isId;
    }
}
