namespace Spectacles.Gateway.Hosting;

/// <summary>
/// Marks a handler class that the generated <c>Add…Handlers</c> method adds with <see cref="GatewayBotBuilder.AddScopedHandler{T}()"/>:
/// each
/// event is handled by a new instance in a new scope, so that the class can use scoped services.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ScopedHandlerAttribute : Attribute;
