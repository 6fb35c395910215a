namespace Spectacles.Gateway.Generators;

/// <summary>Writes how the method for an interaction is found: by kind, then by length and bytes.</summary>
internal static class ModuleSearchSource
{
    private const string Request = "global::Spectacles.Gateway.CompilerServices.InteractionRequest";
    private const string Events = "global::Spectacles.Gateway.Events";
    private const string Equal = "global::System.MemoryExtensions.SequenceEqual";

    public static void Write(SourceWriter writer, ModuleSpec module)
    {
        using (writer.Open($"int global::Spectacles.Gateway.Interactions.IInteractionModule.Find(in {Request} request)"))
        {
            writer.Write("var key = request.Key;");
            using (writer.Open("switch (request.Type)"))
            {
                WriteCommands(writer, module, InteractionMethodKind.SlashCommand, "ApplicationCommand", "ChatInput");
                WriteCommands(writer, module, InteractionMethodKind.UserCommand, "ApplicationCommand", "User");
                WriteCommands(writer, module, InteractionMethodKind.MessageCommand, "ApplicationCommand", "Message");
                WriteCommands(writer, module, InteractionMethodKind.Autocompletion, "ApplicationCommandAutocomplete", "");
                WriteTemplates(writer, module, InteractionMethodKind.Component, "MessageComponent");
                WriteTemplates(writer, module, InteractionMethodKind.Modal, "ModalSubmit");
                writer.Write("""
                    default:
                        return -1;
                    """);
            }
        }

        writer.Blank();
        for (int i = 0; i < module.Methods.Count; i++)
        {
            if (module.Methods[i].Template.Any(part => part.Type is not null))
            {
                CustomIdSource.Write(writer, module, i);
            }
        }
    }

    private static void WriteCommands(
        SourceWriter writer, ModuleSpec module, InteractionMethodKind kind, string interactionType, string commandType)
    {
        if (module.Methods.All(method => method.Kind != kind))
        {
            return;
        }

        string type = commandType.Length > 0 ? $" when request.CommandType == {Events}.ApplicationCommandType.{commandType}" : "";
        writer.Write($"""
            case {Events}.InteractionType.{interactionType}{type}:
                return key.Length switch
            """);
        writer.Write("    {");
        for (int i = 0; i < module.Methods.Count; i++)
        {
            var method = module.Methods[i];
            if (method.Kind == kind)
            {
                string typing = method.Typing.Length > 0 ? $" && request.IsTyping({CSharpLiteral.Utf8(method.Typing)})" : "";
                writer.Write($"        {Exactly(method.Key)}{typing} => {i},");
            }
        }

        writer.Write("        _ => -1,\n    };\n");
    }

    // The first that matches is the most exact: whole texts, then templates with the most bytes outside of their braces.
    private static void WriteTemplates(SourceWriter writer, ModuleSpec module, InteractionMethodKind kind, string interactionType)
    {
        int[] methods =
        [
            .. Enumerable.Range(0, module.Methods.Count)
                .Where(i => module.Methods[i].Kind == kind)
                .OrderByDescending(i => module.Methods[i].Template.Sum(part => CSharpLiteral.Utf8Length(part.Literal))),
        ];
        if (methods.Length == 0)
        {
            return;
        }

        writer.Write($"""
            case {Events}.InteractionType.{interactionType}:
                return key.Length switch
            """);
        writer.Write("    {");
        foreach (int i in methods)
        {
            var method = module.Methods[i];
            bool isText = method.Template.All(part => part.Type is null);
            writer.Write(isText
                ? $"        {Exactly(method.Key)} => {i},"
                : $"        _ when {CustomIdSource.Call(method, i, keepsValues: false)} => {i},");
        }

        writer.Write("        _ => -1,\n    };\n");
    }

    private static string Exactly(string key) =>
        $"{CSharpLiteral.Utf8Length(key)} when {Equal}(key, {CSharpLiteral.Utf8(key)})";
}
