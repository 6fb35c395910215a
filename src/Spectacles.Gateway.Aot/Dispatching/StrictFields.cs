namespace Spectacles.Gateway;

/// <summary>Reports a value that does not fit by an exception, for callers without another way to receive reports.</summary>
internal sealed class StrictFields : IFieldReports
{
    public static StrictFields Instance { get; } = new();

    public void Begin(ReadOnlySpan<byte> eventName)
    {
    }

    public void Absent(ReadOnlySpan<byte> model, ReadOnlySpan<byte> fields, ulong absent)
    {
    }

    public void Misfit(ReadOnlySpan<byte> payload, int position, string expected) =>
        throw FieldMismatch.Of(expected, JsonExtent.At(payload, position));
}
