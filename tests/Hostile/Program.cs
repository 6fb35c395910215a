using System.Globalization;
using Hostile;
using Microsoft.Extensions.Time.Testing;

// A bot in a process of its own, driven by lines on standard input. A command is answered by one line on standard output once it is done;
// "tick" moves the bot's clock on and is answered by "tock" or by the answer of the command. So neither process can miss a deadline because
// the other one, or itself, was not given the processor. Before an answer a line "#" goes to standard error: what stands there before it is
// what the library printed until then.
//   attack <api> <seconds>   creates a cluster, spawns it, and runs for this many seconds of its clock
//   recover                  continues until the event of a good server arrives
//   stop                     disposes the cluster
var step = TimeSpan.FromMilliseconds(250);
var time = new FakeTimeProvider();
HostileBot? bot = null;
Task<string>? work = null;
int unobserved = 0;
TaskScheduler.UnobservedTaskException += (_, _) => Interlocked.Increment(ref unobserved);
while (await Console.In.ReadLineAsync() is { } line)
{
    string[] command = line.Split(' ');
    switch (command[0])
    {
        case "attack":
            bot = new HostileBot(new Uri(command[1]), time);
            work = bot.AttackAsync(TimeSpan.FromSeconds(double.Parse(command[2], CultureInfo.InvariantCulture)));
            break;
        case "recover":
            work = bot!.RecoverAsync();
            break;
        case "stop":
            work = bot!.StopAsync();
            break;
        default:
            time.Advance(step);
            break;
    }

    if (work is { IsCompleted: true })
    {
        string answer = await work;
        await Console.Error.WriteLineAsync("#");
        await Console.Out.WriteLineAsync(
            string.Create(CultureInfo.InvariantCulture, $"{ResidentMemory.PeakMegabytes()} {unobserved} {answer}"));
        work = null;
    }
    else
    {
        await Console.Out.WriteLineAsync("tock");
    }
}
