Console.WriteLine("I am the top layer.");
