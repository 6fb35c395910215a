using System.Collections.Immutable;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <content>The fields of modals.</content>
public static partial class Components
{
    /// <summary>Creates a label with the field that it describes.</summary>
    /// <param name="label">The label, 1 to 45 characters.</param>
    /// <param name="field">A text input, a select menu, a file upload, a radio group or checkboxes.</param>
    /// <param name="description">A further text, at most 100 characters; null for none.</param>
    public static LabelComponent Label(string label, Component field, string? description = null) =>
        new() { Label = label, Component = field, Description = description };

    /// <summary>Creates a field for text.</summary>
    /// <param name="customId">The id of the field, 1 to 100 characters.</param>
    /// <param name="style">One line, or several.</param>
    /// <param name="required">Whether it has to be filled in.</param>
    /// <param name="minLength">The smallest number of characters, 0 to 4,000; null for any.</param>
    /// <param name="maxLength">The greatest number of characters, 1 to 4,000; null for any.</param>
    /// <param name="value">The text that it contains at first; null for none.</param>
    /// <param name="placeholder">The text while it is empty, at most 100 characters; null for none.</param>
    public static TextInputComponent TextInput(
        string customId,
        TextInputStyle style = TextInputStyle.Short,
        bool required = true,
        int? minLength = null,
        int? maxLength = null,
        string? value = null,
        string? placeholder = null) => new()
        {
            CustomId = customId,
            Style = style,
            Required = required,
            MinLength = minLength,
            MaxLength = maxLength,
            Value = value,
            Placeholder = placeholder,
        };

    /// <summary>Creates a field to which files can be uploaded.</summary>
    /// <param name="customId">The id of the field, 1 to 100 characters.</param>
    /// <param name="required">Whether files have to be uploaded.</param>
    /// <param name="min">The smallest number of files, 0 to 10.</param>
    /// <param name="max">The greatest number of files, 1 to 10.</param>
    public static FileUploadComponent FileUpload(string customId, bool required = true, int min = 1, int max = 1) =>
        new() { CustomId = customId, Required = required, MinValues = required ? min : 0, MaxValues = max };

    /// <summary>Creates choices of which the user selects one.</summary>
    /// <param name="customId">The id of the field, 1 to 100 characters.</param>
    /// <param name="options">2 to 10 options.</param>
    /// <param name="required">Whether one has to be selected.</param>
    public static RadioGroupComponent RadioGroup(string customId, ImmutableArray<RadioGroupOption> options, bool required = true) =>
        new() { CustomId = customId, Options = options, Required = required };

    /// <summary>Creates boxes that the user can tick.</summary>
    /// <param name="customId">The id of the field, 1 to 100 characters.</param>
    /// <param name="options">1 to 10 boxes.</param>
    /// <param name="required">Whether one has to be ticked.</param>
    public static CheckboxGroupComponent CheckboxGroup(
        string customId, ImmutableArray<CheckboxGroupOption> options, bool required = true) =>
        new() { CustomId = customId, Options = options, Required = required, MinValues = required ? 1 : 0 };

    /// <summary>Creates a box that the user can tick.</summary>
    /// <param name="customId">The id of the field, 1 to 100 characters.</param>
    /// <param name="ticked">Whether it is ticked at first.</param>
    public static CheckboxComponent Checkbox(string customId, bool ticked = false) => new() { CustomId = customId, Default = ticked };
}
