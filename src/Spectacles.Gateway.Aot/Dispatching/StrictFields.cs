namespace Spectacles.Gateway;

/// <summary>For callers that nothing can be reported to but by an exception: a value that does not fit is one.</summary>
internal sealed class StrictFields : IFieldReports
{
    public static StrictFields Instance { get; } = new();

    public void Begin(ReadOnlySpan<byte> eventName)
    {
    }

    public void Absent(ReadOnlySpan<byte> model, ReadOnlySpan<byte> fields, ulong absent)
    {
    }

    public void Misfit(ReadOnlySpan<byte> payload, int position, string expected) => throw FieldMismatch.Of(expected, JsonExtent.At(payload, position));
}
