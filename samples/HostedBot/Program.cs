using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// A bot in the Generic Host. Its options are in the section Discord: Discord__TokenFile, Discord__SessionDirectory and so on.
var builder = Host.CreateApplicationBuilder(args);
builder.Logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "yyyy-MM-ddTHH:mm:ss.fffZ "));
builder.Services.AddSpectaclesGateway().AddHostedBotHandlers();
builder.Services.AddHealthChecks().AddSpectaclesGateway();
await builder.Build().RunAsync();
