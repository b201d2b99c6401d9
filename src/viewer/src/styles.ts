import './viewer.css';
import './ui/ui.css';
import './pages/run/run.css';
