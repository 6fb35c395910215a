namespace Spectacles.Gateway.Interactions;
/// <summary>x</summary>
public sealed record Modal(string CustomId);
internal static class ModalLimits { public static void ThrowIfExceeded(Modal modal) { } public static void WriteModal(this System.Text.Json.Utf8JsonWriter w, Modal m) {} }
internal static class MessageLimits { public static void ThrowIfExceeded(InteractionMessage modal, bool isEdit) { } }
internal static class ComponentLimits { public static bool NeedsVersion2(System.Collections.Immutable.ImmutableArray<Spectacles.Gateway.Events.Component> m) => false; }
