namespace Spectacles.Gateway;

/// <summary>Receives reports on fields of events that are delivered anyway, with the defaults of those fields.</summary>
internal interface IFieldReports
{
    /// <summary>Begins the reports on an event.</summary>
    /// <param name="eventName">The event's name in UTF-8.</param>
    void Begin(ReadOnlySpan<byte> eventName);

    /// <summary>Reports that an object of the event lacks fields that are documented as always present.</summary>
    /// <param name="model">The object's class.</param>
    /// <param name="fields">The names of up to 64 of its fields, separated by commas.</param>
    /// <param name="absent">One bit for each field, set if it is absent. The first field is the lowest bit.</param>
    void Absent(ReadOnlySpan<byte> model, ReadOnlySpan<byte> fields, ulong absent);

    /// <summary>Reports that a value of the event has a form that its field cannot hold.</summary>
    /// <param name="payload">The text that begins with the event's payload.</param>
    /// <param name="position">The index of the value.</param>
    /// <param name="expected">The kind of value that the field holds.</param>
    void Misfit(ReadOnlySpan<byte> payload, int position, string expected);
}
