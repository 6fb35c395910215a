namespace Spectacles.Gateway.Dispatching;

/// <summary>Hears of the fields that an event did not have though they are documented as always there.</summary>
internal interface IAbsentFields
{
    /// <summary>A field was absent from an object of an event.</summary>
    void Add(ReadOnlySpan<byte> eventName, ReadOnlySpan<byte> model, ReadOnlySpan<byte> field);
}
