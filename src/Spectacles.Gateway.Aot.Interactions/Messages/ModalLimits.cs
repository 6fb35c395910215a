using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>Discord's limits of modals.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-modal</remarks>
internal static class ModalLimits
{
    private const int CustomId = 100;
    private const int Title = 45;
    private const int Components = 5;
    private const int Label = 45;
    private const int Description = 100;
    private const int TextCharacters = 4000;

    /// <summary>Throws if a modal exceeds a limit.</summary>
    /// <exception cref="ArgumentException">It exceeds a limit. The exception names the field and the limit.</exception>
    public static void ThrowIfExceeded(Modal modal)
    {
        ArgumentNullException.ThrowIfNull(modal);
        var check = new LimitCheck("modal");
        check.Text("custom_id", modal.CustomId, CustomId, least: 1);
        check.Text("title", modal.Title, Title, least: 1);
        check.Count("components", modal.Components.IsDefault ? 0 : modal.Components.Length, Components, least: 1);
        var total = new ComponentTotal();
        for (int i = 0; i < modal.Components.Length; i++)
        {
            check.Enter("components", i);
            switch (modal.Components[i])
            {
                case LabelComponent label:
                    check.Text("label", label.Label, Label, least: 1);
                    check.Text("description", label.Description, Description);
                    ComponentPlaces.CheckLabel(ref check, label);
                    check.Enter("component");
                    total.AddId(ref check, FieldLimits.CheckField(ref check, label.Component));
                    check.Leave();
                    break;
                case TextDisplayComponent text:
                    check.Text("content", text.Content, TextCharacters, least: 1);
                    break;
                case ActionRowComponent { Components: [TextInputComponent input] }:
                    total.AddId(ref check, FieldLimits.CheckField(ref check, input));
                    break;
                default:
                    throw check.Exceeded("", "is neither a label nor a text: put fields into Components.Label");
            }

            check.Leave();
        }
    }
}
